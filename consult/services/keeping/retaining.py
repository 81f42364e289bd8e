"""Delete what nobody can open any more: experiences and returns that were begun and never sent.

Only a browser's cookie leads back to them; once that is over they are kept for nobody. Of an experience
whose draft's key is lost not even that does. A return that was saved for later has a number, and goes after
the day that its page promised, unless somebody still writes it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.models.unfinished import UnfinishedReturn
from consult.services import auditing
from consult.services.keeping.erasing import erase_unsent
from consult.services.keys.key_keeping import BATCH, Kept, KeyStore
from consult.vocabulary import ResponseKind, ResponseState, WrapKind

FORM_SECONDS = 24 * 60 * 60
"""A page that stayed open all day can still be sent; it shows nothing that its reader did not have."""
MARGIN = timedelta(days=2)
DAY = timedelta(days=1)
_IN_PROGRESS = Response.state == ResponseState.IN_PROGRESS


@dataclass(frozen=True)
class Unfinished:
    """How many experiences and returns were begun, never sent, and can be reached by nobody."""

    experiences: int
    returns: int


def find_time_kept(session_minutes: int) -> timedelta:
    """How long what is unfinished stays after it was last saved: as long as a browser holds it, and a margin.

    Whole days, since of an experience only the day is known.
    """
    held = max(timedelta(seconds=FORM_SECONDS), timedelta(minutes=session_minutes))
    return -(-held // DAY) * DAY + MARGIN


def count_unfinished(
    session: Session, store: KeyStore, *, kept: timedelta, today: date, now: datetime
) -> Unfinished:
    """How many delete_unfinished would delete."""
    selects = _select_accounts(session, store, today - kept)
    accounts = sum(len(session.scalars(one).all()) for one in selects)
    returns = (session.scalars(one).all() for one in _list_returns(now - kept, today))
    return Unfinished(accounts, sum(len(found) for found in returns))


def delete_unfinished(
    session: Session, store: KeyStore, *, kept: timedelta, today: date, now: datetime
) -> Unfinished:
    """Delete them with their words; the record says only how many.

    Their keys lead to nothing from then on, and keys/reconciling.py deletes them after the commit.
    """
    accounts = sum(_delete(session, one) for one in _select_accounts(session, store, today - kept))
    deleted = Unfinished(accounts, sum(_delete(session, one) for one in _list_returns(now - kept, today)))
    if deleted.experiences or deleted.returns:
        auditing.record(
            session,
            actor=auditing.SYSTEM,
            action="unfinished deleted",
            subject_kind="response",
            subject_id="",
            details={"experiences": deleted.experiences, "returns": deleted.returns},
            now=now,
        )
    return deleted


def _select_accounts(session: Session, store: KeyStore, before: date) -> Iterator[Select[Response]]:
    """Unfinished accounts last saved before that day, and those without any key, some at a time.

    The data is read first: an account that was there then had its key before, and is sent with its new keys
    before it loses the draft's.
    """
    unfinished = _select_unfinished(ResponseKind.ACCOUNT).with_only_columns(Response.id)
    being_written, kept = session.scalars(unfinished).all(), store.list_kept()
    ids = [one.response_id for one in kept if _is_draft_from(one, before)]
    ids += sorted(set(being_written) - {one.response_id for one in kept})
    for start in range(0, len(ids), BATCH):
        yield _select_unfinished(ResponseKind.ACCOUNT).where(Response.id.in_(ids[start : start + BATCH]))


def _is_draft_from(one: Kept, before: date) -> bool:
    saved_on = one.last_saved_on
    return one.kind is WrapKind.DRAFT and saved_on is not None and saved_on < before


def _list_returns(before: datetime, today: date) -> tuple[Select[Response], Select[Response]]:
    """Unfinished returns begun before that instant, of which nothing was saved since.

    First those without a number, then those with one whose day is over.
    """
    saved_since = (
        exists()
        .where(Answer.response_id == Response.id, Revision.subject_id == Answer.id)
        .where(Revision.at >= before)
    )
    begun = select(Response).where(Response.kind == ResponseKind.RETURN, _IN_PROGRESS, ~saved_since)
    past = exists().where(UnfinishedReturn.response_id == Response.id, UnfinishedReturn.kept_until_on < today)
    return begun.where(Response.started_at < before, Response.codename_lookup.is_(None)), begun.where(past)


def _select_unfinished(kind: ResponseKind) -> Select[Response]:
    return select(Response).where(Response.kind == kind, _IN_PROGRESS, Response.codename_lookup.is_(None))


def _delete(session: Session, wanted: Select[Response]) -> int:
    """Rows that somebody is working on this moment are left for the next time."""
    locked = wanted.order_by(Response.id).with_for_update(of=Response, skip_locked=True)
    found: Sequence[Response] = session.scalars(locked).all()
    for response in found:
        erase_unsent(session, response.id)
    session.expire_all()
    return len(found)
