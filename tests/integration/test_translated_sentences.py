"""The pages that show a quotation with its translation: the person's own, and the draft in the staff area."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.key_files import open_private_key
from consult.sealing.keys import unwrap_account_key
from consult.services.experiences.showing_quoted import show_to_people
from consult.services.keys.key_keeping import opened_key_store
from consult.vocabulary import Role
from tests.factories.giving import PASSPHRASE, check_everything
from tests.factories.numbering import NOW, TODAY
from tests.factories.quoting import find_only_account, make_quoting_draft
from tests.factories.sealing import UnlockedAgent
from tests.factories.translating import make_reader, translate_and_check
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.teller import RETURN, START, open_form, tell, visit

WORDS = "انتظرنا سنة كاملة ولم يجبنا أحد."
ENGLISH = "We waited for a whole year and nobody answered."
BY = "Translation by Ana Marku (translator of the partnership)"


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


@pytest.fixture
def agent(app: Flask, monkeypatch: pytest.MonkeyPatch) -> UnlockedAgent:
    """Pages find the partnership's own key behind the socket, and so does this."""
    key = open_private_key(Path(app.config["KEY_FILE"]), PASSPHRASE)
    monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: unwrap_account_key(wrapped, key))
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(600, "0" * 16))
    return UnlockedAgent(key)


def quote_translated(app: Flask, session: Session, agent: UnlockedAgent) -> str:
    """Quote the one experience, translated and checked; returns the address of its draft."""
    check_everything(session, app.config)
    with opened_key_store(str(app.config["KEYSTORE_URL"])) as store:
        wraps = store.list_sealed_for(agent.key.public_key.fingerprint)
        agent.wraps = {one.response_id: one.wrapped for one in wraps}
    account = find_only_account(session)
    assert account.language == "ar"
    translate_and_check(session, make_reader(session), account, {("what_happened", 0): ENGLISH}, agent)
    draft = make_quoting_draft(session, [(account, "what_happened", 0, len(WORDS))])
    show_to_people(session, draft, actor="staff", today=TODAY, now=NOW)
    return "/desk/consultations/arriving/draft/summary"


def test_pages__of_a_translated_quotation__show_both_and_who_made_the_translation(
    app: Flask, sessions: sessionmaker[Session], agent: UnlockedAgent, sign_in: SignIn
) -> None:
    client = visit(app)
    client.get(f"{START}/?lang=ar")
    number = tell(client, WORDS)
    with sessions.begin() as session:
        address = quote_translated(app, session, agent)
    person = visit(app)
    person.post(f"{RETURN}/", data={"return_number": number})

    for page in (person.get(f"{RETURN}/sentences").text, sign_in(Role.ANALYST).get(address).text):
        assert WORDS in page and f'lang="en" dir="ltr">{ENGLISH}' in page and BY in page
    assert ENGLISH in sign_in(Role.MANAGER).get(f"{address}/edit").text
