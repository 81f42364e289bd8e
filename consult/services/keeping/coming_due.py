"""When records come to the end of their time: what was promised when they were given, no sooner and no later.

The approved data-protection file says how long after a consultation closes each kind is kept. Where none was
approved nothing was promised, so nothing is deleted by itself, and the report says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.copies import AccountCopy
from consult.models.protection_kinds import RecordKind
from consult.models.release import Recall, ReleasedFile
from consult.models.response import Response
from consult.queries.responses import RECEIVED
from consult.services.consultations.notices import find_retention
from consult.services.consultations.protection_content import Retention
from consult.services.keeping.holding import find_held
from consult.vocabulary import Channel, ResponseKind

KINDS_OF_RESPONSES = {
    RecordKind.RETURNS: ResponseKind.RETURN,
    RecordKind.EXPERIENCES: ResponseKind.ACCOUNT,
}
DELETED_BY_ITSELF = (*KINDS_OF_RESPONSES, RecordKind.EXPORTS)


class Finder(Protocol):
    """Tells the last day on which a record is kept, None where no time was promised."""

    def __call__(self, came_on: date | None, number: int | None, earliest: date | None = None) -> date | None:
        """Of one that came on a day, under the notice of a number."""


@dataclass(frozen=True)
class Timed:
    """One record: last_on is the last day on which it is kept, None where none was promised."""

    id: str
    last_on: date | None
    is_held: bool
    is_open: bool = False


@dataclass(frozen=True)
class Tally:
    """How the records of one kind stand in one consultation; the four numbers add up to all there are.

    due: past their time. held: past it, and kept by a legal hold. waiting: not past it, the first of them on
    `next_on`. unset: no time was promised. without_open: of experiences, the same without the open form.
    """

    consultation: Consultation
    kind: RecordKind
    due: int
    held: int
    waiting: int
    unset: int
    next_on: date | None
    without_open: "Tally | None" = None

    @property
    def total(self) -> int:
        """All there are."""
        return self.due + self.held + self.waiting + self.unset


def survey(session: Session, *, today: date) -> list[Tally]:
    """Tell of every consultation and kind how its records stand today; kinds without any are left out."""
    consultations = session.scalars(select(Consultation).order_by(Consultation.slug)).all()
    found = (
        _tally(one, kind, list_timed(session, one, kind, today=today), today)
        for one in consultations
        for kind in DELETED_BY_ITSELF
    )
    return [tally for tally in found if tally.total]


def list_timed(session: Session, consultation: Consultation, kind: RecordKind, *, today: date) -> list[Timed]:
    """List the records of a kind with the end of their time, by id."""
    held = find_held(session, consultation.id, today)
    if kind is RecordKind.EXPORTS:
        return list(_list_files(session, consultation, held is None))
    return list(_list_responses(session, consultation, kind, held))


def is_due(record: Timed, today: date) -> bool:
    """Whether it is past its time and nothing holds it."""
    return record.last_on is not None and record.last_on < today and not record.is_held


def _list_responses(
    session: Session, consultation: Consultation, kind: RecordKind, held: frozenset[str] | None
) -> Iterator[Timed]:
    """A response is kept as long as the notice said that it was given under."""
    columns = (Response.id, Response.received_on, Response.notice_version, Response.channel)
    wanted = select(*columns).where(
        Response.consultation_id == consultation.id,
        Response.kind == KINDS_OF_RESPONSES[kind],
        Response.state.in_(RECEIVED),
    )
    find_last = _make_finder(session, consultation, kind)
    for id, received_on, number, channel in session.execute(wanted.order_by(Response.id)):
        is_held, is_open = held is None or id in held, channel is Channel.OPEN
        yield Timed(id, find_last(received_on, number), is_held, is_open)


def _list_files(session: Session, consultation: Consultation, are_held: bool) -> Iterator[Timed]:
    """Records of files that were handed out; one that is still to be taken back is kept.

    So is that of a copy for somebody outside until it is confirmed deleted: nothing else says who holds it.
    """
    open_recall = select(Recall.file_id).where(Recall.confirmed_at.is_(None))
    deleted = select(Recall.file_id).where(Recall.confirmed_at.is_not(None))
    still_out = select(AccountCopy.file_id).where(AccountCopy.file_id.not_in(deleted))
    columns = (ReleasedFile.id, ReleasedFile.made_at, AccountCopy.until_on)
    wanted = (
        select(*columns)
        .outerjoin(AccountCopy, AccountCopy.file_id == ReleasedFile.id)
        .where(ReleasedFile.consultation_id == consultation.id)
        .where(ReleasedFile.id.not_in(open_recall), ReleasedFile.id.not_in(still_out))
    )
    find_last = _make_finder(session, consultation, RecordKind.EXPORTS)
    for id, made_at, until_on in session.execute(wanted.order_by(ReleasedFile.id)):
        made_on = made_at.date()
        earliest = max(made_on, until_on) if until_on else None
        yield Timed(id, find_last(made_on, None, earliest), are_held)


def _make_finder(session: Session, consultation: Consultation, kind: RecordKind) -> Finder:
    """Give what tells the last day; the promise of each notice is looked up once.

    A consultation without a closing day counts from the day that each record came. earliest: the time is
    counted from no day before this one.
    """
    kinds = (kind, RecordKind.KEYS) if kind is RecordKind.EXPERIENCES else (kind,)
    known: dict[int | None, list[Retention]] = {}

    def find_last(came_on: date | None, number: int | None, earliest: date | None = None) -> date | None:
        if number not in known:
            promised = (find_retention(session, consultation.id, one, number=number) for one in kinds)
            known[number] = [one for one in promised if one is not None]
        begins = consultation.closes_on or came_on
        if begins is None or not known[number]:
            return None
        begins = max(begins, earliest or begins)
        return min(one.find_last_day(begins) for one in known[number])

    return find_last


def _tally(consultation: Consultation, kind: RecordKind, records: Sequence[Timed], today: date) -> Tally:
    tally = _count(consultation, kind, records, today)
    if kind is not RecordKind.EXPERIENCES:
        return tally
    vouched = [one for one in records if not one.is_open]
    return replace(tally, without_open=_count(consultation, kind, vouched, today))


def _count(consultation: Consultation, kind: RecordKind, records: Sequence[Timed], today: date) -> Tally:
    past = [one for one in records if one.last_on is not None and one.last_on < today]
    later = [one.last_on for one in records if one.last_on is not None and one.last_on >= today]
    held = sum(one.is_held for one in past)
    unset = sum(one.last_on is None for one in records)
    next_on = min(later, default=None)
    return Tally(consultation, kind, len(past) - held, held, len(later), unset, next_on)
