"""Sending a return."""

from consult.services.returns.submitting import submit
from consult.web.answering_visit import Visit
from consult.web.clock import get_now, get_today
from consult.web.database import get_session


def send(visit: Visit, lookup: str) -> None:
    """Send the return under the look-up id of the number that this browser keeps; sent again, it stays."""
    submit(
        get_session(),
        visit.response,
        visit.definition,
        {},
        lookup=lookup,
        today=get_today(),
        now=get_now(),
    )
