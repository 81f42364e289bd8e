"""What was answered, line by line: for the page before sending, and for what is shown again afterwards."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from consult.models.response import Response
from consult.sealing.keys import AccountKey
from consult.services.returns.answering import OwnAnswer, list_own_answers
from consult.services.returns.saving import list_branched
from consult.web.database import get_session
from consult.web.languages import lang_attrs
from consult.web.opening import Opening
from forms.answers import Shown
from forms.definitions import Question, find_text
from forms.kinds import get_handler
from forms.routing import get_page_of, is_answered, list_unanswered_required


@dataclass(frozen=True)
class Line:
    """One question as it was answered: its words, the answer line by line, and where it is changed.

    Each text comes with the tag of its language; no lines where nothing was answered.
    """

    id: str
    label: Shown
    lines: list[Shown]
    address: str
    is_missing: bool = False
    is_branched: bool = False


@dataclass(frozen=True)
class Section:
    """A heading, or none, and the lines under it."""

    heading: Shown
    lines: list[Line]


def list_question_lines(
    visit: Opening, response: Response, locate: Callable[[str], str], key: AccountKey | None = None
) -> dict[str, Line]:
    """A line for each question, by its id, in order. locate: the address of a page by its id."""
    own = {one.question_id: one for one in list_own_answers(get_session(), response, key)}
    missing = list_unanswered_required(visit.definition, {name: one.value for name, one in own.items()})
    branched = list_branched(get_session(), response)
    default = visit.definition.default_language
    return {
        question.id: Line(
            question.id,
            find_text(question.label, visit.language, default),
            _show_answer(visit, question, own.get(question.id)),
            locate(get_page_of(visit.definition, question.id).id),
            is_missing=question in missing,
            is_branched=question.id in branched,
        )
        for question in visit.definition.questions()
    }


def find_problems(sections: list[Section]) -> list[dict[str, object]]:
    """What stands in the way of sending, as items of the error summary with links to each page."""
    lines = [line for section in sections for line in section.lines]
    return [_describe_problem(line) for line in lines if line.is_missing or line.is_branched]


def _show_answer(visit: Opening, question: Question, one: OwnAnswer | None) -> list[Shown]:
    if one is None or not is_answered(question, {question.id: one.value}):
        return []
    default = visit.definition.default_language
    shown = get_handler(question.kind).display(one.value, question, visit.language, default)
    return [(text, tag or one.language) for text, tag in shown]


def _describe_problem(line: Line) -> dict[str, object]:
    label = Markup("<span {}>{}</span>").format(lang_attrs(line.label[1]), line.label[0])
    words = gettext("Two versions of this answer") if line.is_branched else gettext("Not answered yet")
    return {"html": Markup("{}: {}").format(words, label), "href": line.address}
