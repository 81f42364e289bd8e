"""How a relayed experience was told stands beside its quotation, wherever that is printed or shown."""

import io
import re
from html import unescape
from pathlib import Path

import docx
import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.key_files import open_private_key
from consult.sealing.keys import unwrap_account_key
from consult.services.experiences.showing_quoted import show_to_people
from consult.vocabulary import Role
from tests.factories.giving import PASSPHRASE, SLUG, check_everything
from tests.factories.numbering import NOW, TODAY
from tests.factories.quoting import AFTER, BEFORE, find_only_account, make_quoting_draft, note_compared
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.group_worker import START, WORDS, Worker, open_site
from tests.integration.teller import RETURN

ISOLATES = "\u2066\u2067\u2068\u2069\u200e\u200f"
DRAFT = f"/desk/consultations/{SLUG}/draft"
QUOTED = "We waited four months."
LINE = (
    "a person with lived experience, told to a worker of a community group in Tigrinya "
    "through an interpreter; a summary, not read back"
)
HOW = {"q_teller": "person", "q_writer": "worker", "q_interpreter": "professional", "q_read_back": "no"}


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_site(make_app, sessions)


@pytest.fixture
def unlocked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key agent answers with the partnership's own key."""
    key = open_private_key(Path(app.config["KEY_FILE"]), PASSPHRASE)
    monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: unwrap_account_key(wrapped, key))
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(600, "0" * 16))


@pytest.mark.usefixtures("unlocked")
def test_quotation__of_a_relayed_experience__says_how_it_was_told_in_the_draft_in_word_and_to_the_person(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    worker = Worker(app, sessions)
    worker.write()
    worker.client.post(f"{START}/told", data=HOW)
    number = worker.send()
    start = WORDS.index(QUOTED)
    with sessions.begin() as session:
        check_everything(session, app.config)
        account = find_only_account(session)
        passage = (account, "what_happened", start, start + len(QUOTED))
        draft = make_quoting_draft(session, [passage])
        show_to_people(session, draft, actor="staff", today=TODAY, now=NOW)
        note_compared(session, draft)

    manager, person = sign_in(Role.MANAGER), app.test_client()
    person.post(f"{RETURN}/", data={"return_number": number})
    word = list_printed(manager.get(f"{DRAFT}.docx").data)
    own = read_own_sentence(person.get(f"{RETURN}/sentences").text)

    assert own == [BEFORE, QUOTED, LINE, AFTER]
    assert word == [BEFORE, f"“{QUOTED}”", f"— {LINE}", AFTER], "and exactly that is printed"
    shown = manager.get(f"{DRAFT}/summary").text
    assert QUOTED in shown and LINE in unescape(shown)


def list_printed(file: bytes) -> list[str]:
    """The paragraphs from the text before the quotation to the one after it, as Word prints them."""
    paragraphs = [one.text.strip(ISOLATES) for one in docx.Document(io.BytesIO(file)).paragraphs]
    return paragraphs[paragraphs.index(BEFORE) : paragraphs.index(AFTER) + 1]


def read_own_sentence(page: str) -> list[str]:
    """The text before, the sentence, whose it is and the text after, as the person reads them."""
    [section] = re.findall(r'<section class="receipt" id="sentence-\d+".*?</section>', page, re.DOTALL)
    shown = re.findall(r"<(p|footer)[^>]*>([^<]+)</\1>", section)
    return [unescape(text).strip() for _, text in shown if text.strip()]
