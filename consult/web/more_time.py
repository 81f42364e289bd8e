"""More time after the closing day, as this browser has it: by an organisation's link, or with its return."""

from datetime import date

from flask import session as cookie

from consult.models.consultation import Consultation
from consult.models.extensions import Extension
from consult.models.response import Response
from consult.services.consultations.consulting import has_closed, is_open
from consult.services.consultations.using_extensions import (
    find_by_link,
    find_of_return,
    find_sending_day,
    forget_extension,
    hash_link,
    require_unused,
    use_extension,
)
from consult.services.process.late_returns import find_closing_day, is_late
from consult.vocabulary import ResponseState
from consult.web.clock import get_today
from consult.web.database import get_session

COOKIE_KEY = "more_time"
MOST_HELD = 4


def hold_link(slug: str, token: str) -> None:
    """Keep what an organisation's link opens, known or not; only its hash."""
    others = {name: kept for name, kept in cookie.get(COOKIE_KEY, {}).items() if name != slug}
    newest = dict([*others.items()][1 - MOST_HELD :])
    cookie[COOKIE_KEY] = {**newest, slug: hash_link(token)}
    cookie.permanent = True


def is_open_here(consultation: Consultation, response_id: str = "") -> bool:
    """True while anybody may send, or this browser's organisation still may."""
    return is_open(consultation, today=get_today()) or find_more_time(consultation, response_id) is not None


def is_open_for(consultation: Consultation, response: Response) -> bool:
    """True while this return may be written: one that was sent, only while it may be changed.

    After the closing day that is one which came late itself, in the time of its own organisation. A link
    opens no return that was sent, for it says nothing of whose that is; what came in time stays as it came.
    """
    if response.state != ResponseState.SUBMITTED:
        return is_open_here(consultation, response.id)
    session, today = get_session(), get_today()
    if is_open(consultation, today=today):
        return True
    if find_of_return(session, consultation, response.id, today) is None:
        return False
    closed_on = find_closing_day(session, consultation)
    return closed_on is None or today <= closed_on or is_late(response, closed_on)


def find_more_time(consultation: Consultation, response_id: str = "") -> Extension | None:
    """What lets this browser send after the closing day; None while nothing is needed, or granted."""
    if not has_closed(consultation, today=get_today()):
        return None
    return _find_granted(consultation, response_id)


def find_last_sending_day(consultation: Consultation, response: Response) -> date | None:
    """The last day on which a return can be sent, its own organisation's where it has more time."""
    granted = find_of_return(get_session(), consultation, response.id, get_today())
    return find_sending_day(consultation, granted)


def note_more_time(consultation: Consultation, response: Response) -> None:
    """Note that a return is written with the link that this browser holds: then its number does too."""
    extension = _find_granted(consultation, response.id)
    if extension is not None:
        use_extension(get_session(), response, extension)


def claim_more_time(consultation: Consultation, response: Response) -> None:
    """Before a return is sent: late, it is its organisation's only one; in time, it uses up nothing.

    Raises: Conflict (C253).
    """
    if response.state == ResponseState.SUBMITTED:
        return
    if is_open(consultation, today=get_today()):
        forget_extension(get_session(), response)
        return
    extension = find_more_time(consultation, response.id)
    if extension is not None:
        require_unused(get_session(), response, extension)
        use_extension(get_session(), response, extension)


def _find_granted(consultation: Consultation, response_id: str) -> Extension | None:
    session, today = get_session(), get_today()
    found = find_of_return(session, consultation, response_id, today) if response_id else None
    link = cookie.get(COOKIE_KEY, {}).get(consultation.slug, "")
    return found or find_by_link(session, consultation, link, today)
