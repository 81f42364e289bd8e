"""The way through a return: how many stops it has now, and which comes before and after each."""

from typing import Any

from flask import request, url_for

from consult.web.answering_visit import Visit
from consult.web.reached import find_reach, reach_with
from forms.definitions import Page, Questionnaire
from forms.flow.checking import list_refused
from forms.flow.plans import has_expressions
from forms.flow.reaching import Reach
from forms.routing import find_next_page, find_previous_page, list_unanswered_required

STOPS_AROUND = 3
"""Who, use and check stand round the pages of the questionnaire."""


def find_asked(visit: Visit) -> Reach:
    """What the return is asked now; for a form without conditions no answer has to be looked up."""
    if has_expressions(visit.definition):
        return find_reach(visit, visit.response)
    return reach_with(visit, visit.response, {})


def count_stops(form: Questionnaire) -> int:
    """How many stops the way has, with the pages of a form that are asked now."""
    return len(form.pages) + STOPS_AROUND


def find_back(visit: Visit, form: Questionnaire, page: Page) -> str:
    """The address before a page of the questionnaire."""
    before = find_previous_page(form, page.id)
    return _locate(visit, before.id) if before else url_for("answering.who", slug=visit.slug)


def find_onward(visit: Visit, page: Page) -> str:
    """The address after a page, once its answers are kept: they may have opened or closed ways.

    A return that was sent goes on to what its change has made required or wrong, if anything.
    """
    if not visit.is_sent and not _is_change():
        return locate_after(visit, find_asked(visit).form, page.id)
    opened = _find_opened(visit) if has_expressions(visit.definition) else None
    return _locate_change(visit, opened) if opened else find_way(visit, "")


def _find_opened(visit: Visit) -> str | None:
    """The first page on the way with an answer that is missing, or that the form does not take, if any."""
    reached = find_reach(visit, visit.response)
    unsettled = {one.id for one in (*list_unanswered_required(reached), *list_refused(reached))}
    return next((one.id for one in reached.form.pages if unsettled & {q.id for q in one.questions}), None)


def locate_after(visit: Visit, form: Questionnaire, page_id: str) -> str:
    """The next page on the way behind a page, which may itself be off it by now."""
    after = find_next_page(form, page_id, visit.definition)
    return _locate(visit, after.id) if after else url_for("answering.use", slug=visit.slug)


def locate_first(visit: Visit, form: Questionnaire) -> str:
    """The first page on the way."""
    first = form.pages[0].id if form.pages else ""
    return _locate(visit, first) if first else url_for("answering.use", slug=visit.slug)


def locate_last(visit: Visit, form: Questionnaire) -> str:
    """The last page on the way."""
    last = form.pages[-1].id if form.pages else ""
    return _locate(visit, last) if last else url_for("answering.who", slug=visit.slug)


def _locate(visit: Visit, page_id: str) -> str:
    return url_for("answering.question", slug=visit.slug, page_id=page_id)


def _locate_change(visit: Visit, page_id: str) -> str:
    values: dict[str, Any] = {} if visit.is_sent else {"from": "check"}
    return url_for("answering.question", slug=visit.slug, page_id=page_id, **values)


def _is_change() -> bool:
    return request.args.get("from") == "check"


def find_way(visit: Visit, usual: str) -> str:
    """Where to go: whoever came to change one thing goes back to where they saw it."""
    if visit.is_sent:
        return url_for("returning.show")
    if _is_change():
        return url_for("answering.check", slug=visit.slug)
    return usual
