"""What was answered, line by line, as the last page and the reopened return show it."""

from typing import Any

from flask import url_for
from flask_babel import gettext

from consult.services.permissions.consenting import current_consent
from consult.services.region.directing import list_sub_regions
from consult.web.answered_lines import Line, Section, list_question_lines
from consult.web.answering_about import find_quote_choice, list_sender, make_use_page, make_who_page
from consult.web.answering_visit import Visit
from consult.web.database import get_session
from consult.web.languages import SOURCE, find_page_language
from forms.definitions import Question, find_text
from forms.kinds import get_handler


def list_sections(visit: Visit) -> list[Section]:
    """Who answers, every question in order under the heading of its part, how it may be used."""
    sections = [Section((gettext("Who is answering"), find_page_language().tag), _list_who_lines(visit))]
    answered = list_question_lines(
        visit, visit.response, lambda page_id: _locate(visit, "question", page_id=page_id)
    )
    for page in visit.definition.pages:
        lines = [answered[question.id] for question in page.questions if question.id in answered]
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


def _locate(visit: Visit, endpoint: str, **values: Any) -> str:
    """The page of an answer, which leads back to this one."""
    came_from = {} if visit.is_sent else {"from": "check"}
    return url_for(f"answering.{endpoint}", slug=visit.slug, **values | came_from)
