"""Let a finding stand with a reason that is printed, or take that back; both are on record."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, Conflict, NotFound
from consult.models.draft import Draft
from consult.models.overrides import FindingOverride
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.evidence.broken import Broken
from consult.services.returns.revising import Author
from consult.vocabulary import Standing

LONGEST_REASON = 1_000


def override(
    session: Session,
    viewer: Viewer,
    draft: Draft,
    found: Sequence[Broken],
    *,
    reason: str,
    author: Author,
    now: datetime,
) -> list[FindingOverride]:
    """Let these findings stand, all for one reason, until what was found changes.

    Raises: AccessDenied (C101 for somebody of no full standing or without a name), Conflict (C561 nothing
    chosen, C562 no reason, or too long a one, C563 one of them may never be let stand).
    """
    if viewer.standing is not Standing.FULL or not author.name.strip():
        raise AccessDenied("C101")
    words = " ".join(reason.split())
    if not found:
        raise Conflict("C561")
    if not words or len(words) > LONGEST_REASON:
        raise Conflict("C562", most=f"{LONGEST_REASON:,}")
    never = [one for one in found if not one.may_be_overridden]
    if never:
        raise Conflict("C563", places="; ".join(str(one) for one in never))
    rows = [_keep(session, draft, one, words, author, now) for one in found]
    session.flush()
    for row in rows:
        _audit(session, row, "finding let stand", author, now)
    return rows


def lift(session: Session, viewer: Viewer, draft: Draft, id: str, *, author: Author, now: datetime) -> None:
    """Take back that a finding stands. Raises: AccessDenied (C101), NotFound (C102)."""
    if viewer.standing is not Standing.FULL:
        raise AccessDenied("C101")
    row = session.get(FindingOverride, id)
    if row is None or row.consultation_id != draft.consultation_id or row.lifted_at is not None:
        raise NotFound("C102")
    row.lifted_at, row.lifted_by_name = now, author.name
    session.flush()
    _audit(session, row, "finding no longer let stand", author, now)


def list_standing_overrides(session: Session, consultation_id: str) -> Sequence[FindingOverride]:
    """Those that nobody took back, the earliest first."""
    wanted = select(FindingOverride).where(
        FindingOverride.consultation_id == consultation_id, FindingOverride.lifted_at.is_(None)
    )
    return session.scalars(wanted.order_by(FindingOverride.at, FindingOverride.fingerprint)).all()


def _keep(
    session: Session, draft: Draft, one: Broken, reason: str, author: Author, now: datetime
) -> FindingOverride:
    row = FindingOverride(consultation_id=draft.consultation_id, section_key=one.section_key)
    row.kind, row.fingerprint = one.kind, one.fingerprint
    row.reason, row.staff_id, row.staff_name, row.at = reason, author.staff_id, author.name, now
    session.add(row)
    return row


def _audit(session: Session, row: FindingOverride, action: str, author: Author, now: datetime) -> None:
    auditing.record(
        session,
        actor=author.staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="consultation",
        subject_id=row.consultation_id,
        details={"kind": row.kind.value, "section": row.section_key, "fingerprint": row.fingerprint},
        now=now,
    )
