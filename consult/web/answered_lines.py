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
from consult.web.languages import find_page_language, lang_attrs
from consult.web.opening import Opening
from consult.web.reached import reach_with
from forms.answers import Shown
from forms.definitions import Question, find_text
from forms.flow.checking import list_refused
from forms.flow.reaching import Reach
from forms.kinds import get_handler
from forms.messages import NO_LONGER_OFFERED, NOT_ACCEPTED
from forms.routing import get_page_of, list_unanswered_required


@dataclass(frozen=True)
class Line:
    """One question as it was answered: its words, the answer line by line, and where it is changed.

    Each text comes with the tag of its language; no lines where nothing was answered.
    refusal: why the form does not take the answer, if so.
    """

    id: str
    label: Shown
    lines: list[Shown]
    address: str
    is_missing: bool = False
    is_branched: bool = False
    refusal: Shown | None = None


@dataclass(frozen=True)
class Section:
    """A heading, or none, and the lines under it."""

    heading: Shown
    lines: list[Line]


def list_question_lines(
    visit: Opening, response: Response, locate: Callable[[str], str], key: AccountKey | None = None
) -> dict[str, Line]:
    """A line for each question that is asked now, by its id, in order.

    locate: the address of a page by its id.
    """
    own = {one.question_id: one for one in list_own_answers(get_session(), response, key)}
    reached = reach_with(visit, response, {name: one.value for name, one in own.items()})
    missing, refused = list_unanswered_required(reached), list_refused(reached)
    answered = reached.counted.keys() | reached.not_offered.keys()
    branched = list_branched(get_session(), response)
    default = visit.definition.default_language
    return {
        question.id: Line(
            question.id,
            find_text(question.label, visit.language, default),
            _show_answer(visit, question, own[question.id]) if question.id in answered else [],
            locate(get_page_of(visit.definition, question.id).id),
            is_missing=question in missing,
            is_branched=question.id in branched,
            refusal=_say_refusal(visit, question, reached) if question in refused else None,
        )
        for question in reached.form.questions()
    }


def find_problems(sections: list[Section]) -> list[dict[str, object]]:
    """What stands in the way of sending, as items of the error summary with links to each page."""
    lines = [line for section in sections for line in section.lines]
    return [_describe_problem(line) for line in lines if _find_problem(line)]


def _show_answer(visit: Opening, question: Question, one: OwnAnswer) -> list[Shown]:
    default = visit.definition.default_language
    shown = get_handler(question.kind).display(one.value, question, visit.language, default)
    return [(text, tag or one.language) for text, tag in shown]


def _describe_problem(line: Line) -> dict[str, object]:
    label = Markup("<span {}>{}</span>").format(lang_attrs(line.label[1]), line.label[0])
    words, tag = _find_problem(line) or ("", "")
    said = Markup("<span {}>{}</span>").format(lang_attrs(tag), words) if line.refusal else words
    return {"html": Markup("{}: {}").format(said, label), "href": line.address}


def _find_problem(line: Line) -> Shown | None:
    tag = find_page_language().tag
    if line.is_branched:
        return gettext("Two versions of this answer"), tag
    return (gettext("Not answered yet"), tag) if line.is_missing else line.refusal


def _say_refusal(visit: Opening, question: Question, reached: Reach) -> Shown:
    """The form's own words for what its constraint refuses, else ours."""
    if question.id in reached.not_offered:
        return gettext(NO_LONGER_OFFERED), find_page_language().tag
    words = find_text(question.constraint_message, visit.language, visit.definition.default_language)
    return words if words[0] else (gettext(NOT_ACCEPTED), find_page_language().tag)
