"""The government's own form: what a version answers to each question, its length, and its limit."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from analysis.drafting.answers import write_in_full
from analysis.drafting.blocks import Paragraph, Quotation
from consult.models.consultation import GovernmentQuestion
from consult.models.versions import DraftVersion
from consult.services.drafts.documenting import Showing, ShownBlock
from consult.services.permissions.consenting import give_consent
from consult.services.trends.saying_gaps import HELD_WORDS, WHY
from consult.services.versions.showing_versions import show_exact
from consult.services.versions.shown_versions import ShownVersion
from consult.vocabulary import ExcerptGap, Purpose, Role, Standing
from consult.web import desk_answer_form
from tests.factories.numbering import TODAY
from tests.factories.region import make_organisation
from tests.integration.drafted_copies import Kept
from tests.integration.drafting_record import HOMES, Received
from tests.integration.test_desk_versions import VERSIONS, SignIn

PAGE = f"{VERSIONS}/1/answers"
HARBOUR = HOMES.format(place="the harbour", n=0)


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    return kept_draft.copy_to(tmp_path)


@pytest.fixture
def received(kept_draft: Kept) -> Received:
    return kept_draft.lend()


def read_answers(page: str) -> list[str]:
    return re.findall(r"<textarea[^>]* readonly[^>]*>\n(.*?)</textarea>", page, re.DOTALL)


@pytest.mark.usefixtures("received")
def test_answers__of_a_version__are_plain_text_by_question_until_words_are_withdrawn(
    sign_in: SignIn, sessions: sessionmaker[Session], received: Received
) -> None:
    client = sign_in(Role.MANAGER)
    client.post(VERSIONS)
    assert PAGE in client.get(f"{VERSIONS}/1").text
    first, second = read_answers(client.get(PAGE).text)
    assert f"“{HARBOUR}”" in first and "— Harbour Light" in first
    assert (
        not first.startswith(("Question 1", "The question in full"))
        and "Question 2" not in second
        and "&lt;" not in first
    )
    with sessions.begin() as session:
        give_consent(session, received.returns[0].id, {Purpose.QUOTE: False}, given_on=TODAY)
    assert HARBOUR not in read_answers(client.get(PAGE).text)[0]


@pytest.mark.usefixtures("received")
def test_limits__set_by_a_manager__say_which_answer_is_too_long(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    client.post(VERSIONS)
    wrong = client.post(PAGE, data={"limit-1": "10 words", "limit-2": "ten words"})
    assert wrong.status_code == 422 and "Enter a limit like 500 words" in wrong.text
    assert 'value="ten words"' in wrong.text and 'href="#limit-2"' in wrong.text
    assert client.post(PAGE, data={"limit-1": "10 words", "limit-2": ""}).status_code == 302
    page = client.get(PAGE).text
    words = len(read_answers(page)[0].split())
    assert f"It is {words - 10} words too long" in page and page.count("too long") == 1
    client.post(PAGE, data={"limit-1": "100,000 characters", "limit-2": "10 words"})
    with sessions() as session:
        kept = [(one.limit_number, str(one.limit_unit)) for one in session.query(GovernmentQuestion)]
    assert kept == [(100_000, "characters"), (10, "words")]


def lock_quotations(session: Session, version: DraftVersion, showing: Showing) -> ShownVersion:
    """The version as it is while nobody can read what it quotes."""
    shown = show_exact(session, version, showing)
    sections = [replace(one, blocks=tuple(map(lock, one.blocks))) for one in shown.sections]
    return replace(shown, sections=tuple(sections))


def lock(shown: ShownBlock) -> ShownBlock:
    is_quotation = isinstance(shown.block, Quotation)
    return replace(shown, words="", gap=ExcerptGap.LOCKED) if is_quotation else shown


@pytest.mark.usefixtures("received")
def test_answers__with_words_that_cannot_be_read_now__are_not_given_in_part(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(Role.MANAGER)
    client.post(VERSIONS)
    monkeypatch.setattr(desk_answer_form, "show_exact", lock_quotations)
    page = client.get(PAGE).text
    assert len(read_answers(page)) == 1, "question 2 quotes nobody"
    assert "There is no answer to copy now" in page and WHY[ExcerptGap.LOCKED] in page


def ask_in_full(session: Session, version: DraftVersion, showing: Showing) -> ShownVersion:
    """The version as it is where the title of a section cuts its question short."""
    shown, asked = show_exact(session, version, showing), Paragraph("asked", write_in_full("Question 1?"))
    sections = [
        replace(one, blocks=(*one.blocks[:1], ShownBlock(asked), *one.blocks[1:])) for one in shown.sections
    ]
    return replace(shown, sections=tuple(sections))


@pytest.mark.usefixtures("received")
def test_answer__under_a_question_that_its_title_cuts_short__does_not_ask_it_again(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(Role.MANAGER)
    client.post(VERSIONS)
    monkeypatch.setattr(desk_answer_form, "show_exact", ask_in_full)
    first, second = read_answers(client.get(PAGE).text)
    assert not first.startswith("The question in full") and second.startswith("The question in full")


@pytest.mark.usefixtures("received")
def test_answers__read_by_an_observer__hold_no_quotation_and_no_form(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    sign_in(Role.MANAGER).post(VERSIONS)
    with sessions.begin() as session:
        observing = make_organisation(session, name="Home Office", standing=Standing.OBSERVER).id
    page = sign_in(Role.BOARD_MEMBER, organisation_id=observing).get(PAGE).text
    assert HARBOUR not in page and HELD_WORDS in page and "Save the limits" not in page
