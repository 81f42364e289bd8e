"""What was answered, line by line, as the last page and the reopened return show it."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from consult.services.answering import OwnAnswer, list_own_answers
from consult.services.consenting import current_consent
from consult.services.directing import list_sub_regions
from consult.services.saving import list_branched
from consult.web.answering_about import find_quote_choice, list_sender, make_use_page, make_who_page
from consult.web.answering_visit import Visit
from consult.web.database import get_session
from consult.web.languages import SOURCE, find_page_language
from forms.answers import Shown
from forms.definitions import Page, Question, find_text
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


def list_sections(visit: Visit) -> list[Section]:
    """Who answers, every question in order under the heading of its part, how it may be used."""
    sections = [Section((gettext("Who is answering"), find_page_language().tag), _list_who_lines(visit))]
    for page, lines in _list_question_lines(visit):
        heading = find_text(page.title, visit.language, visit.definition.default_language)
        if not heading[0]:
            heading = gettext("Questions"), find_page_language().tag
        if sections[-1].heading == heading:
            sections[-1].lines.extend(lines)
        else:
            sections.append(Section(heading, lines))
    heading = (gettext("How we may use it"), find_page_language().tag)
    return [section for section in [*sections, Section(heading, _list_use_lines(visit))] if section.lines]


def _list_who_lines(visit: Visit) -> list[Line]:
    page, stored = make_who_page(list_sub_regions(get_session())), list_sender(visit.response)
    address = _locate(visit, "who")
    return [_make_own_line(question, stored[question.id], address) for question in page.questions]


def _list_use_lines(visit: Visit) -> list[Line]:
    choice = find_quote_choice(current_consent(get_session(), visit.response.id))
    address = _locate(visit, "use")
    return [_make_own_line(question, choice, address) for question in make_use_page().questions]


def _make_own_line(question: Question, value: Any, address: str) -> Line:
    tag = find_page_language().tag
    label = find_text(question.label, tag, SOURCE)
    lines = [*get_handler(question.kind).display(value, question, tag, SOURCE)] if value else []
    return Line(question.id, label, lines, address, is_missing=question.required and not value)


def _list_question_lines(visit: Visit) -> list[tuple[Page, list[Line]]]:
    own = {one.question_id: one for one in list_own_answers(get_session(), visit.response)}
    missing = list_unanswered_required(visit.definition, {name: one.value for name, one in own.items()})
    branched = list_branched(get_session(), visit.response)
    by_page: list[tuple[Page, list[Line]]] = [(page, []) for page in visit.definition.pages]
    for page, lines in by_page:
        for question in page.questions:
            if question.is_answerable:
                one = own.get(question.id)
                line = _make_line(visit, question, one, question in missing, question.id in branched)
                lines.append(line)
    return by_page


def _make_line(
    visit: Visit, question: Question, one: OwnAnswer | None, is_missing: bool, is_branched: bool
) -> Line:
    language, default = visit.language, visit.definition.default_language
    label = find_text(question.label, language, default)
    lines: list[Shown] = []
    if one is not None and is_answered(question, {question.id: one.value}):
        shown = get_handler(question.kind).display(one.value, question, language, default)
        lines = [(text, tag or one.language) for text, tag in shown]
    page_id = get_page_of(visit.definition, question.id).id
    address = _locate(visit, "question", page_id=page_id)
    return Line(question.id, label, lines, address, is_missing, is_branched)


def _locate(visit: Visit, endpoint: str, **values: Any) -> str:
    """The page of an answer, which leads back to this one."""
    came_from = {} if visit.is_sent else {"from": "check"}
    return url_for(f"answering.{endpoint}", slug=visit.slug, **values | came_from)
