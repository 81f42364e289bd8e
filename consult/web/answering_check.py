"""Checking a return and sending it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from consult.services.returns.submitting import submit
from consult.web.answered_lines import find_problems
from consult.web.answering_lines import list_sections
from consult.web.answering_session import FORM_FIELD, sign_held
from consult.web.answering_visit import Visit, get_writing_visit
from consult.web.answering_way import count_stops, find_asked
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.more_time import claim_more_time
from consult.web.opening import describe_frame
from consult.web.spam_traps import SEEN, UNSEEN, find_trap
from consult.web.stops import WRONG


def show_check(slug: str, *, errors: list[dict[str, object]] | None = None) -> str:
    """Everything said, with what stands in the way of sending it."""
    visit = get_writing_visit(slug)
    sections, stops = list_sections(visit), count_stops(find_asked(visit).form)
    trap_error = next((one["text"] for one in errors or [] if one["href"] == f"#{SEEN}"), "")
    return render_template(
        "public/check.html",
        **describe_frame(visit),
        visit=visit,
        sections=sections,
        hidden=[(FORM_FIELD, sign_held(slug, visit.held))],
        errors=errors or [],
        step=(stops, stops),
        trap=SEEN if trap_error else UNSEEN,
        trap_error=trap_error,
    )


def refuse(visit: Visit) -> ResponseReturnValue | None:
    """The page with what stands in the way of sending, if anything; nothing that was said is lost."""
    errors = find_problems(list_sections(visit))
    if not errors and (trap := find_trap(visit.response)):
        errors = [{**trap}]
    return (show_check(visit.slug, errors=errors), WRONG) if errors else None


def send(visit: Visit, lookup: str) -> None:
    """Send the return under the look-up id of the number that this browser keeps; sent again, it stays.

    Raises: Conflict (C253) for a second late return of an organisation that was given more time.
    """
    claim_more_time(visit.consultation, visit.response)
    submit(
        get_session(),
        visit.response,
        visit.definition,
        {},
        lookup=lookup,
        today=get_today(),
        now=get_now(),
    )
