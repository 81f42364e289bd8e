"""From the document that government sends to a form that people answer, on the pages of the staff area."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consultation import Consultation
from consult.models.limit_kinds import LimitUnit
from consult.models.proposal_kinds import ProposalState
from consult.models.proposals import ProposedQuestion
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.consultations.reading_versions import read_definition
from consult.vocabulary import Role
from tests.factories.collecting import make_consultation
from tests.factories.consultation_files import write_word
from tests.factories.consultation_paper import QUESTIONS
from tests.factories.region import make_partnership
from tests.integration.conftest import SignIn

HOME = "/desk/consultations/consultation-1"
PAGE = f"{HOME}/document-questions"
THREE = (
    "Question 1: Do you agree?\n☐ Yes\n☐ No\nPlease explain.\n\n"
    "Question 2: How many?\n\nQuestion 3: What else?"
)

REPLACE = {"replace": "1"}
"""The consultation of these tests has questions of its own under the first numbers."""


@pytest.fixture
def manager(sign_in: SignIn, sessions: sessionmaker[Session]) -> FlaskClient:
    with sessions.begin() as session:
        make_partnership(session)
        make_consultation(session)
    return sign_in(Role.MANAGER, name="Ada Moss")


def give(manager: FlaskClient, pasted: str = "", file: tuple[BytesIO, str] | None = None) -> str:
    data: dict[str, object] = {"pasted": pasted} | ({"file": file} if file else {})
    return manager.post(PAGE, data=data, follow_redirects=True).get_data(as_text=True)


def list_rows(sessions: sessionmaker[Session]) -> list[ProposedQuestion]:
    with sessions() as session:
        return list(session.scalars(select(ProposedQuestion).order_by(ProposedQuestion.position)))


def read_fields(page: str) -> dict[str, str]:
    """What the form of one question would send as it stands."""
    found = dict(re.findall(r'name="(number|reasons|limit_number|version)"[^>]*value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea[^>]*name="(text|choices)"[^>]*>([^<]*)', page))
    found |= dict(re.findall(r'name="(kind)" type="radio" value="([^"]*)" checked', page))
    return {name: value.replace("&#39;", "'") for name, value in found.items()} | {"limit_unit": "words"}


def take(manager: FlaskClient, row: ProposedQuestion, **changed: str) -> tuple[int, str]:
    address = f"{PAGE}/{row.id}"
    fields = read_fields(manager.get(address).get_data(as_text=True)) | changed
    answer = manager.post(address, data=fields)
    return answer.status_code, answer.get_data(as_text=True)


def take_all(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        for row in session.scalars(select(ProposedQuestion)):
            row.state = ProposalState.TAKEN


def test_document__with_forty_questions__becomes_a_form_that_asks_them_all(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    page = give(manager, file=(BytesIO(write_word()), "paper.docx"))
    assert "40 questions were read" in page and "Read from paper.docx" in page
    assert take(manager, list_rows(sessions)[0])[0] == 302
    take_all(sessions)
    shown = manager.post(f"{PAGE}/questionnaire", data=REPLACE, follow_redirects=True).text
    assert "Read it as people will see it" in shown
    with sessions() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        asked = {q.label["en"]: q for page in read_definition(version).pages for q in page.questions}
        assert {one.printed for one in QUESTIONS} <= asked.keys()
        consultation = session.scalars(select(Consultation)).one()
        limits = {one.number: one.limit_number for one in consultation.government_questions}
        assert limits == {one.number: one.limit for one in QUESTIONS}
        version_id = version.id
    published = manager.post(f"{HOME}/questionnaire/{version_id}/publish")
    assert published.status_code == 302


def test_question__changed_and_another_left_out__is_asked_as_it_was_confirmed(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    give(manager, THREE)
    first, second, third = list_rows(sessions)
    take(manager, first, text="Do you agree with us?", choices="Yes\nNo\nIn part", limit_number="90")
    assert manager.post(f"{PAGE}/{second.id}", data={"version": "1", "leave": "1"}).status_code == 302
    take(manager, third, limit_number="500", limit_unit="characters")
    manager.post(f"{PAGE}/questionnaire", data=REPLACE)
    with sessions() as session:
        definition = read_definition(session.scalars(select(QuestionnaireVersion)).one())
        numbered = session.scalars(select(Consultation)).one().government_questions
        kept = {one.number: (one.text, one.limit_number, one.limit_unit) for one in numbered}
    assert kept["1"] == ("Do you agree with us? Please explain.", 90, LimitUnit.WORDS)
    assert kept["3"] == ("What else?", 500, LimitUnit.CHARACTERS)
    assert "How many?" not in {one.label["en"] for one in definition.questions()}
    assert [choice.name for choice in definition.get_question("q1").choices] == ["yes", "no", "in_part"]


def test_document__read_again__keeps_what_was_decided_about_what_is_the_same(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    give(manager, THREE)
    take(manager, list_rows(sessions)[0], number="1a", text="Do you all agree?", reasons="Say why.")
    give(manager, THREE.replace("What else?", "Anything else?"))
    rows = list_rows(sessions)
    assert [(row.text, row.state.value, row.reasons) for row in rows] == [
        ("Do you all agree?", "taken", "Say why."),
        ("How many?", "proposed", ""),
        ("Anything else?", "proposed", ""),
    ]
    assert rows[0].number == "1a" and len({row.position for row in rows}) == 3


def test_questions__that_are_there_with_other_words__are_replaced_only_once_asked(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        known = session.scalars(select(Consultation)).one().government_questions[0]
        known.limit_number, known.limit_unit, before = 250, LimitUnit.WORDS, known.text
    give(manager, "Question 1: Do you agree?")
    take_all(sessions)
    asked = manager.post(f"{PAGE}/questionnaire")
    assert asked.status_code == 409 and "C228" in asked.text and "replace the words" in asked.text
    with sessions() as session:
        assert session.scalars(select(Consultation)).one().government_questions[0].text == before
    manager.post(f"{PAGE}/questionnaire", data=REPLACE)
    with sessions() as session:
        now = session.scalars(select(Consultation)).one().government_questions[0]
        assert (now.text, now.limit_number) == ("Do you agree?", 250)


def test_document__without_a_question__is_refused_and_leaves_what_was_read(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    assert "Choose a file, or paste the questions" in give(manager)
    give(manager, THREE)
    page = give(manager, "Nothing is asked here.")
    assert "C772" in page and "Nothing is asked here." in page and len(list_rows(sessions)) == 3


def test_decision__made_on_a_page_that_is_out_of_date__shows_both_and_changes_nothing(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    give(manager, THREE)
    row = list_rows(sessions)[2]
    old = read_fields(manager.get(f"{PAGE}/{row.id}").get_data(as_text=True))
    take(manager, row, text="What else is there?")
    late = manager.post(f"{PAGE}/{row.id}", data=old | {"text": "What more?"})
    page = late.get_data(as_text=True)
    assert late.status_code == 409 and "What else is there?" in page and "What more?" in page
    assert list_rows(sessions)[2].text == "What else is there?"


def test_questionnaire__asked_for_too_soon_or_with_a_number_twice__is_refused(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    give(manager, THREE)
    assert "C225" in manager.post(f"{PAGE}/questionnaire").get_data(as_text=True)
    for row in list_rows(sessions):
        take(manager, row, number="7")
    assert "C227" in manager.post(f"{PAGE}/questionnaire").get_data(as_text=True)
    for row in list_rows(sessions):
        manager.post(f"{PAGE}/{row.id}", data={"version": str(row.version), "leave": "1"})
    assert "C226" in manager.post(f"{PAGE}/questionnaire").get_data(as_text=True)
    with sessions() as session:
        assert session.scalars(select(QuestionnaireVersion)).all() == []


def test_question__with_one_choice_or_without_words__is_sent_back_with_what_was_typed(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    give(manager, THREE)
    status, page = take(manager, list_rows(sessions)[0], choices="Only one", text="", limit_number="x")
    assert status == 422 and "Enter two choices or more" in page and "Enter the question" in page
    assert "Only one" in page and 'value="x"' in page
