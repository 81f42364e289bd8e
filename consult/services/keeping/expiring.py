"""Delete records that are past their time, in batches, and put on record how many of which kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.job import OutboxMessage
from consult.models.keeping_kinds import RecallCause
from consult.models.protection_kinds import RecordKind
from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.services import auditing
from consult.services.concerns.concerning import delete_expired_concerns
from consult.services.days import find_day
from consult.services.keeping.coming_due import DELETED_BY_ITSELF, Timed, is_due, list_timed
from consult.services.keeping.destroying import destroy
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.recalling import recall_files
from consult.services.themes.forgetting_phrases import hold_every_name
from consult.vocabulary import MessageState

BATCH = 100
MESSAGES_KEPT = timedelta(days=90)
"""Messages that were sent have no words any more; after this their addresses go too."""
ACTION = "deleted at the end of their time"
WITHOUT_OPEN = "experiences without the open form"
Gone = Sequence[str]
"""The ids of what one batch deleted of a kind."""


@dataclass(frozen=True)
class Deleted:
    """What one batch deleted: kinds with how many, of one consultation, or of the site (None)."""

    slug: str | None
    counts: dict[str, int]


def delete_due(session: Session, store: KeyStore, *, today: date, now: datetime) -> list[Deleted]:
    """Delete up to a batch of each kind in each consultation; call it again until it returns nothing."""
    hold_every_name(session)
    consultations = session.scalars(select(Consultation).order_by(Consultation.slug)).all()
    found = [_delete_of(session, store, one, today, now) for one in consultations]
    found.append(_delete_messages(session, now))
    concerns = delete_expired_concerns(session, today=today, now=now)
    found.append(Deleted(None, {RecordKind.CONCERNS.value: concerns} if concerns else {}))
    session.expire_all()
    return [one for one in found if one.counts]


def count_old_messages(session: Session, *, now: datetime) -> int:
    """How many messages are past their time."""
    return session.scalar(select(func.count(OutboxMessage.id)).where(*_old_messages(now))) or 0


def _delete_of(
    session: Session, store: KeyStore, consultation: Consultation, today: date, now: datetime
) -> Deleted:
    counts: dict[str, int] = {}
    for kind in DELETED_BY_ITSELF:
        due = [one for one in list_timed(session, consultation, kind, today=today) if is_due(one, today)]
        gone = _HOW[kind](session, store, [one.id for one in due[:BATCH]], today)
        counts |= _count(kind, [one for one in due if one.id in gone])
    deleted = Deleted(consultation.slug, counts)
    _audit(session, "consultation", consultation.id, deleted, now)
    return deleted


def _count(kind: RecordKind, gone: Sequence[Timed]) -> dict[str, int]:
    """How many they are: of experiences, all of them and then without the open form."""
    if not gone:
        return {}
    if kind is not RecordKind.EXPERIENCES:
        return {kind.value: len(gone)}
    return {kind.value: len(gone), WITHOUT_OPEN: sum(not one.is_open for one in gone)}


def _delete_returns(session: Session, store: KeyStore, ids: Sequence[str], today: date) -> Gone:  # noqa: ARG001
    return _delete_responses(session, ids, today, lambda _: None)


def _delete_accounts(session: Session, store: KeyStore, ids: Sequence[str], today: date) -> Gone:
    """The key goes first: whatever happens then, nobody can read the words again."""
    return _delete_responses(session, ids, today, store.destroy)


def _delete_responses(
    session: Session, ids: Sequence[str], today: date, prepare: Callable[[str], None]
) -> Gone:
    """Words die as in a withdrawal, and the row goes too; rows that somebody works on wait for the next."""
    rows = select(Response.id).where(Response.id.in_(ids)).order_by(Response.id)
    locked = session.scalars(rows.with_for_update(skip_locked=True)).all()
    for response_id in locked:
        prepare(response_id)
        recall_files(session, response_id, RecallCause.EXPIRED, on=today)
        destroy(session, response_id)
    session.execute(delete(Response).where(Response.id.in_(locked)))
    return locked


def _delete_files(session: Session, store: KeyStore, ids: Sequence[str], today: date) -> Gone:  # noqa: ARG001
    session.execute(delete(ReleasedFile).where(ReleasedFile.id.in_(ids)))
    return ids


def _delete_messages(session: Session, now: datetime) -> Deleted:
    old = session.scalars(select(OutboxMessage.id).where(*_old_messages(now)).limit(BATCH)).all()
    session.execute(delete(OutboxMessage).where(OutboxMessage.id.in_(old)))
    deleted = Deleted(None, {"messages": len(old)} if old else {})
    _audit(session, "site", "", deleted, now)
    return deleted


def _old_messages(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Sent long ago, or of no use any more to somebody who answers, sent or not."""
    is_old = and_(OutboxMessage.state == MessageState.SENT, OutboxMessage.sent_at < now - MESSAGES_KEPT)
    return (or_(is_old, OutboxMessage.forget_on < find_day(now)),)


def _audit(session: Session, kind: str, subject_id: str, deleted: Deleted, now: datetime) -> None:
    if deleted.counts:
        auditing.record(
            session,
            actor=auditing.SYSTEM,
            action=ACTION,
            subject_kind=kind,
            subject_id=subject_id,
            details=deleted.counts,
            now=now,
        )


_HOW: dict[RecordKind, Callable[[Session, KeyStore, Sequence[str], date], Gone]] = {
    RecordKind.RETURNS: _delete_returns,
    RecordKind.EXPERIENCES: _delete_accounts,
    RecordKind.EXPORTS: _delete_files,
}
