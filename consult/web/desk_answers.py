"""One return to be read: every question of the version it answered, with the words as they were given."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from consult.models.readings import AnswerText, Reading
from consult.models.response import Response
from consult.queries.responses import select_response
from consult.services.consultations.reading_versions import read_definition
from consult.services.permissions.consenting import current_consent
from consult.services.permissions.reading import read_answers
from consult.vocabulary import Bucket, Purpose, UseKind
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_words import PURPOSES, name_language
from consult.web.viewing import get_current_viewer
from forms.definitions import Question, Questionnaire, find_text
from forms.kinds import get_handler

ENGLISH = "en"
WHY_NOT = {
    Bucket.WITHDRAWN: "This return was withdrawn. Its answers were deleted.",
    Bucket.NOT_PERMITTED: "This return has not been sent yet, so its answers are not shown.",
}


@dataclass(frozen=True)
class ShownAnswer:
    """A question, and what was said to it: text in its own language, choices by their labels."""

    question_id: str
    label: tuple[str, str]
    lines: Sequence[tuple[str, str]] = field(repr=False)
    language: str
    tag: str = ""


@dataclass(frozen=True)
class ShownReturn:
    """The answers, or in one sentence why there are none to be seen. texts: those in words of their own."""

    answers: Sequence[ShownAnswer]
    why_not: str
    texts: Sequence[AnswerText] = field(default=(), repr=False)


def read_return(response: Response) -> ShownReturn:
    """Read one return for its page; the use is kept on record."""
    viewer = get_current_viewer()
    reading = read_answers(
        get_session(),
        viewer,
        select_response(viewer, response.id),
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.PAGE,
        subject_id=response.id,
        now=get_now(),
    )
    definition = read_definition(response.questionnaire_version)
    open_ids = {question.id for question in definition.questions() if question.kind == "text"}
    texts = [row for row in reading.rows if row.question_id in open_ids and row.text]
    return ShownReturn(_list_answers(definition, reading), _say_why_not(reading, response.id), texts)


def list_labels(response: Response) -> dict[str, str]:
    """The questions that a return answered, in English or the form's first language."""
    definition = read_definition(response.questionnaire_version)
    default = definition.default_language
    return {one.id: find_text(one.label, ENGLISH, default)[0] or one.id for one in definition.questions()}


def list_permissions(response: Response) -> list[tuple[str, str]]:
    """What the respondent allowed or refused, in words."""
    held = current_consent(get_session(), response.id)
    return [
        (PURPOSES[purpose], "Yes" if held[purpose].granted else "No")
        for purpose in Purpose
        if purpose in held
    ]


def _say_why_not(reading: Reading, response_id: str) -> str:
    reason = reading.left_out.get(response_id)
    return WHY_NOT.get(reason, "These answers cannot be shown now.") if reason else ""


def _list_answers(definition: Questionnaire, reading: Reading) -> list[ShownAnswer]:
    given = {row.question_id: row for row in reading.rows}
    if not reading.respondents:
        return []
    default = definition.default_language
    return [_show(question, given.get(question.id), default) for question in definition.questions()]


def _show(question: Question, row: AnswerText | None, default: str) -> ShownAnswer:
    label = find_text(question.label, ENGLISH, default)
    if row is None or not row.text:
        return ShownAnswer(question.id, label, [], "")
    lines = get_handler(question.kind).display(row.value, question, ENGLISH, default)
    is_text = question.kind == "text"
    shown = [(text, tag or row.language) for text, tag in lines]
    return ShownAnswer(
        question.id, label, shown, name_language(row.language) if is_text else "", row.language
    )
