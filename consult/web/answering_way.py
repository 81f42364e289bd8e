"""The way through a return: how many stops it has, and which comes before and after each."""

from flask import request, url_for

from consult.web.answering_visit import Visit
from forms.definitions import Page
from forms.routing import find_next_page, find_previous_page

STOPS_AROUND = 3
"""Who, use and check stand round the pages of the questionnaire."""


def count_stops(visit: Visit) -> int:
    """How many stops the way has."""
    return len(visit.definition.pages) + STOPS_AROUND


def find_neighbours(visit: Visit, page: Page) -> tuple[str, str]:
    """The addresses before and after a page of the questionnaire."""
    before = find_previous_page(visit.definition, page.id)
    after = find_next_page(visit.definition, page.id)
    back = _locate(visit, before.id) if before else url_for("answering.who", slug=visit.slug)
    return back, _locate(visit, after.id) if after else url_for("answering.use", slug=visit.slug)


def _locate(visit: Visit, page_id: str) -> str:
    return url_for("answering.question", slug=visit.slug, page_id=page_id)


def find_way(visit: Visit, usual: str) -> str:
    """Where to go: whoever came to change one thing goes back to where they saw it."""
    if visit.is_sent:
        return url_for("returning.show")
    if request.args.get("from") == "check":
        return url_for("answering.check", slug=visit.slug)
    return usual
