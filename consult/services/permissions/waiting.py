"""What a restored backup brings back of a permission counts for nothing before the person says it again.

Each change that a person makes after sending is counted in the data with it, and once it is kept in the key
store, which no old backup of the data takes back: before anybody is told so, or at the next start or hour,
or when it is said again, where the key store cannot be written. Data that count fewer are
from before the last change: of that experience nothing is allowed any more, whatever they say. A crash
between the two leaves the data ahead, and they are believed. keys/comparing.py finds either,
keys/reconciling.py settles it, permissions/consenting.py goes by it.
"""

from collections.abc import Iterable
from datetime import date

import structlog
from sqlalchemy import Select, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from consult.models.committing import do_once_kept
from consult.models.groups import GroupEntry
from consult.models.keeping_kinds import WaitCause
from consult.models.response import Response
from consult.models.waiting import SaidSince
from consult.services.keys.key_keeping import KeyStore
from consult.vocabulary import ResponseKind, ResponseState

log = structlog.get_logger(__name__)


def note_change(
    session: Session, store: KeyStore, response_id: str, *, says_all: bool = False, today: date
) -> None:
    """Count that the person changed something: in the data now, in the key store as soon as that is kept.

    Call it in the transaction that keeps the change. Before sending nothing is counted. A change that the
    key store knows of and these data do not makes what they allow wait, here too.
    says_all: they said everything that they allow: nothing waits any more. What their group may do is not
    among it: that it may read back, which they may have taken back, is over.
    """
    if not _is_sent(session, response_id):
        return
    row = _get_row(session, response_id)
    counted = store.find_changes(response_id)
    if counted > row.changes or (says_all and row.waits_because is not None):
        _end_reading_back(session, response_id)
    if says_all:
        _let_stand([row])
    elif counted > row.changes:
        _let_wait(row, WaitCause.CHANGED, today)
    row.changes = max(counted, row.changes) + 1
    session.flush()
    _count_once_kept(session, store, response_id, row.changes)


def note_said_again(session: Session, store: KeyStore, response_id: str) -> None:
    """Somebody says what these data have already: let the key store count what it could not count then."""
    row = session.get(SaidSince, response_id, populate_existing=True)
    if row is not None and store.find_changes(response_id) < row.changes:
        _count_once_kept(session, store, response_id, row.changes)


def _count_once_kept(session: Session, store: KeyStore, response_id: str, changes: int) -> None:
    do_once_kept(session, lambda _: _count(store, response_id, changes))


def _count(store: KeyStore, response_id: str, changes: int) -> None:
    """The change is kept: where the key store cannot be written now, the next comparison brings it up."""
    try:
        store.raise_counts({response_id: changes})
    except SQLAlchemyError:
        log.exception("a change is not counted in the key store yet")


def let_changed_wait(session: Session, response_id: str, counted: int, *, today: date) -> bool:
    """Let what is older than its last change wait, which the key store counts; False where it is not older.

    Nothing is counted in the key store before it is kept in the data: so what it counts more is missing here.
    """
    if not _is_sent(session, response_id):
        return False
    row = _get_row(session, response_id)
    if counted <= row.changes:
        return False
    _let_wait(row, WaitCause.CHANGED, today)
    row.changes = counted
    session.flush()
    return True


def let_all_wait(session: Session, *, today: date) -> int:
    """Let every experience wait where nothing says what its person changed since; returns how many."""
    sent = (Response.kind == ResponseKind.ACCOUNT, Response.state == ResponseState.SUBMITTED)
    rows = [_get_row(session, id) for id in session.scalars(select(Response.id).where(*sent)).all()]
    waiting = [row for row in rows if row.waits_because is None]
    for row in waiting:
        _let_wait(row, WaitCause.UNKNOWN, today)
    session.flush()
    return len(waiting)


def end_waiting(session: Session, cause: WaitCause) -> int:
    """Let everything that waits for this cause stand as it is; returns how many."""
    rows = session.scalars(select(SaidSince).where(SaidSince.waits_because == cause)).all()
    _let_stand(rows)
    session.flush()
    return len(rows)


def find_waiting(session: Session, response_ids: Select[str], *causes: WaitCause) -> set[str]:
    """Which of these wait to be said again, for one of these causes or for any."""
    wanted = select(SaidSince.response_id).where(SaidSince.response_id.in_(response_ids))
    return set(session.scalars(wanted.where(SaidSince.waits_because.in_(causes or WaitCause))))


def is_waiting(session: Session, response_id: str) -> bool:
    """Whether nothing is allowed before the person says it again."""
    row = session.get(SaidSince, response_id)
    return row is not None and row.waits_because is not None


def _end_reading_back(session: Session, response_id: str) -> None:
    """No group reads it any more; the next comparison drops the key that is locked for one."""
    of_this = update(GroupEntry).where(GroupEntry.response_id == response_id)
    session.execute(of_this.values(may_read_back=False))


def _is_sent(session: Session, response_id: str) -> bool:
    state = select(Response.state).where(Response.id == response_id).with_for_update()
    return session.scalars(state).one_or_none() is ResponseState.SUBMITTED


def _get_row(session: Session, response_id: str) -> SaidSince:
    row = session.get(SaidSince, response_id, populate_existing=True)
    if row is None:
        row = SaidSince(response_id=response_id, changes=0)
        session.add(row)
    return row


def _let_wait(row: SaidSince, cause: WaitCause, today: date) -> None:
    if row.waits_because is not cause:
        row.waits_because, row.waits_since_on = cause, today


def _let_stand(rows: Iterable[SaidSince]) -> None:
    for row in rows:
        row.waits_because = row.waits_since_on = None
