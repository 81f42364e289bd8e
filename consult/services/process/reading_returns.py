"""Somebody says that they have read a return in full: one return at a time, as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, Conflict
from consult.models.locking import lock_name
from consult.models.reading_record import ReturnReading
from consult.models.response import Response
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.days import find_day
from consult.services.permissions.consenting import current_consent
from consult.services.process.marking_answers import NOTHING, mark_answers
from consult.services.process.unread_returns import is_readable
from consult.services.returns.revising import Author
from consult.vocabulary import ResponseKind, Standing


@dataclass(frozen=True)
class Reader:
    """Somebody who read it, and when."""

    staff_id: str | None
    name: str
    at: datetime


@dataclass(frozen=True)
class ReadBy:
    """How a return stands. mark: of its answers now. readers: of these; earlier: who read other ones."""

    mark: str
    readers: Sequence[Reader]
    earlier: Sequence[Reader]


def mark_read(
    session: Session, viewer: Viewer, response: Response, mark: str, *, author: Author, now: datetime
) -> None:
    """Keep that somebody read all of a return; the same once more adds nothing.

    mark: of the answers that were shown to them.
    Raises: AccessDenied (C101); Conflict (C551 they were amended since, C552 nobody may read them).
    """
    if viewer.standing is not Standing.FULL or not viewer.sees_returns or author.staff_id is None:
        raise AccessDenied("C101")
    held = current_consent(session, response.id)
    is_return = response.kind is ResponseKind.RETURN
    if not is_return or not is_readable(response, held, today=find_day(now)):
        raise Conflict("C552")
    lock_name(session, f"reading:{response.id}")
    found = find_read_by(session, response.id)
    if found.mark != mark:
        raise Conflict("C551")
    if author.staff_id not in {one.staff_id for one in found.readers}:
        _keep(session, response, mark, author, now)


def find_read_by(session: Session, response_id: str) -> ReadBy:
    """Who read a return, the first reader first. The caller has checked that it may be seen."""
    own = select(Response.id).where(Response.id == response_id)
    mark = mark_answers(session, own).get(response_id, NOTHING)
    wanted = select(ReturnReading).where(ReturnReading.response_id == response_id)
    rows = session.scalars(wanted.order_by(ReturnReading.read_at, ReturnReading.id)).all()
    now = [_describe(one) for one in rows if one.answers_mark == mark]
    return ReadBy(mark, now, [_describe(one) for one in rows if one.answers_mark != mark])


def _describe(row: ReturnReading) -> Reader:
    return Reader(row.staff_id, row.staff_name, row.read_at)


def _keep(session: Session, response: Response, mark: str, author: Author, now: datetime) -> None:
    row = ReturnReading(response_id=response.id, answers_mark=mark, read_at=now)
    row.staff_id, row.staff_name = author.staff_id, author.name
    session.add(row)
    session.flush()
    about = {"subject_kind": "response", "subject_id": response.id}
    actor = author.staff_id or auditing.SYSTEM
    auditing.record(session, actor=actor, action="return read in full", details={}, now=now, **about)
