"""Keep an unfinished return until a stated day, for whoever has its number; never counted as received."""

from datetime import date, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.response import Response
from consult.models.unfinished import UnfinishedReturn
from consult.models.wiping import wipe_after_commit
from consult.services.keeping.erasing import erase_unsent
from consult.vocabulary import ResponseState

AFTER_CLOSING = timedelta(days=14)
"""So long after the closing day it can be opened still: an organisation may be given more time."""


def find_last_day(sent_until: date | None, *, days: int, today: date) -> date:
    """The last day on which a return that is saved today is kept.

    sent_until: the last day on which it can be sent, if there is one. days: how many at most.
    """
    last = today + timedelta(days=days)
    return min(last, max(today, sent_until) + AFTER_CLOSING) if sent_until else last


def save_for_later(
    session: Session, response: Response, *, lookup: str, stop: str, language: str, until_on: date
) -> UnfinishedReturn:
    """Keep it under the look-up id of its number; saved again it is kept for longer, never for shorter.

    A return keeps the number that it got first. Raises: Conflict (C250) once it was sent or withdrawn.
    """
    session.flush()
    session.refresh(response, with_for_update=True)
    if response.state is not ResponseState.IN_PROGRESS:
        raise Conflict("C250")
    response.codename_lookup = response.codename_lookup or lookup
    row = find_unfinished(session, response.id)
    if row is None:
        row = UnfinishedReturn(response_id=response.id, kept_until_on=until_on)
        session.add(row)
    row.stop, row.language, row.kept_until_on = stop, language, max(row.kept_until_on, until_on)
    session.flush()
    return row


def find_unfinished(session: Session, response_id: str) -> UnfinishedReturn | None:
    """What is noted of an unfinished return; None for one that nobody asked to have kept."""
    return session.scalars(
        select(UnfinishedReturn).where(UnfinishedReturn.response_id == response_id)
    ).one_or_none()


def note_stop(session: Session, response_id: str, stop: str) -> None:
    """Note how far somebody came; nothing where the return is not kept under a number."""
    own = update(UnfinishedReturn).where(UnfinishedReturn.response_id == response_id)
    session.execute(own.values(stop=stop))


def forget_unfinished(session: Session, response_id: str) -> None:
    """It was sent: nothing of this is needed any more, the address for a reminder least of all."""
    session.execute(delete(UnfinishedReturn).where(UnfinishedReturn.response_id == response_id))


def throw_away(session: Session, response: Response) -> None:
    """Delete an unfinished return whole, as its respondent asks. Raises: Conflict (C250) once it was sent."""
    session.refresh(response, with_for_update=True)
    if response.state is not ResponseState.IN_PROGRESS:
        raise Conflict("C250")
    wipe_after_commit(session)
    erase_unsent(session, response.id)
    session.expire_all()
