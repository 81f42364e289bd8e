"""Which questions of the questionnaires speak to which of the government's own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation, GovernmentQuestion
from consult.models.questionnaire import Questionnaire, QuestionnaireVersion
from consult.vocabulary import FormPurpose, VersionState
from forms.definitions import Question, find_text, from_dict
from forms.handlers.range import RangeHandler, list_scale
from forms.handlers.select_one import SelectOneHandler

OPEN_KIND = "text"
SHOWN_LANGUAGE = "en"


@dataclass(frozen=True)
class ClosedPart:
    """A closed question as it is asked; choices in their order, name and words."""

    question_id: str
    kind: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AskedQuestion:
    """One of the government's questions, and the questions of ours that are mapped to it."""

    row_id: str
    number: str
    text: str
    open_ids: tuple[str, ...]
    closed: tuple[ClosedPart, ...]

    @property
    def question_ids(self) -> tuple[str, ...]:
        """Every question of ours that speaks to it."""
        return (*self.open_ids, *(part.question_id for part in self.closed))


def list_asked_questions(session: Session, consultation: Consultation) -> tuple[AskedQuestion, ...]:
    """List the government's questions in order; of a question in several versions the latest counts."""
    ours = find_questions(session, consultation.id)
    return tuple(_join(question, ours.values()) for question in consultation.government_questions)


def find_all_numbers(questions: Iterable[AskedQuestion], answered: Collection[str]) -> tuple[str, ...]:
    """The numbers of all, where each question of ours that was answered speaks to one; otherwise none.

    Forms may ask for anything else, and experiences answer questions of their own.
    """
    by_number = {one.number: one.open_ids for one in questions}
    spoken_to = {ours for open_ids in by_number.values() for ours in open_ids}
    return tuple(by_number) if spoken_to.issuperset(answered) else ()


def find_questions(session: Session, consultation_id: str) -> dict[str, tuple[Question, str]]:
    """What its forms for returns ask, by id, with its form's language; the latest published version counts.

    A draft counts only while nothing is published: nobody was asked with it.
    """
    wanted = (
        select(QuestionnaireVersion.definition, QuestionnaireVersion.state)
        .join(QuestionnaireVersion.questionnaire)
        .where(Questionnaire.consultation_id == consultation_id, Questionnaire.purpose == FormPurpose.RETURN)
        .order_by(QuestionnaireVersion.number)
    )
    found = session.execute(wanted).all()
    asked = [one for one in found if one.state is not VersionState.DRAFT] or found
    return {
        question.id: (question, definition.default_language)
        for definition in (from_dict(one.definition) for one in asked)
        for question in definition.questions()
    }


def _join(asked: GovernmentQuestion, ours: Iterable[tuple[Question, str]]) -> AskedQuestion:
    mapped = [pair for pair in ours if asked.number in pair[0].government_questions]
    open_ids = tuple(question.id for question, _ in mapped if question.kind == OPEN_KIND)
    closed = tuple(describe_closed(*pair) for pair in mapped if pair[0].kind != OPEN_KIND)
    return AskedQuestion(asked.id, asked.number, asked.text, open_ids, closed)


def describe_closed(question: Question, default: str) -> ClosedPart:
    """A closed question in the words of the staff area's language; a scale of numbers is one of choices."""
    choices = tuple((choice.name, _say(choice.label, default)) for choice in question.choices)
    kind = question.kind
    if kind == RangeHandler.kind and (scale := list_scale(question)):
        kind, choices = SelectOneHandler.kind, tuple((number, number) for number in scale)
    return ClosedPart(question.id, kind, _say(question.label, default), choices)


def _say(text: Mapping[str, str], default: str) -> str:
    return " ".join(find_text(text, SHOWN_LANGUAGE, default)[0].split())
