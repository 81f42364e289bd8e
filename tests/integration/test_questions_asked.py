"""The words in which a response tells what was asked: those of the form that people answered."""

from sqlalchemy.orm import Session

from consult.services import auditing
from consult.services.consultations.publishing import add_version, publish
from consult.services.counting.gathering_questions import list_asked_questions
from forms.definitions import Choice, Question, Questionnaire
from tests.factories.collecting import make_consultation, make_definition
from tests.factories.numbering import NOW

TOLD = {"actor": auditing.SYSTEM, "now": NOW}


def ask(text: str, **choices: str) -> Questionnaire:
    offered = tuple(Choice(name, {"en": label}) for name, label in choices.items())
    question = Question("agree", "select_one", {"en": text}, choices=offered, government_questions=("1",))
    return make_definition(question)


def read(session: Session, consultation) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    session.flush()
    return [
        (one.text, one.choices)
        for asked in list_asked_questions(session, consultation)
        for one in asked.closed
    ]


def test_question__changed_in_a_draft__is_told_as_it_was_asked(session: Session) -> None:
    consultation = make_consultation(session)
    asked = ask("Do you agree?", yes="Yes", no="No")
    first = add_version(session, consultation, asked, **TOLD)
    told = [("Do you agree?", (("yes", "Yes"), ("no", "No")))]
    assert read(session, consultation) == told, "while nothing is published, what will be asked"
    publish(session, first, **TOLD)
    second = add_version(session, consultation, ask("Do you oppose the plan?", yes="Strongly"), **TOLD)
    assert read(session, consultation) == told
    publish(session, second, **TOLD)
    assert read(session, consultation) == [("Do you oppose the plan?", (("yes", "Strongly"),))]
