"""What changed in a response because of a partner: a list that a manager adds to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, NotFound
from consult.models.consultation import Consultation
from consult.models.process import MadeChange
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.returns.revising import Author
from consult.vocabulary import Standing


@dataclass(frozen=True)
class Change:
    """What is said of a change; section_key is empty for the response as a whole."""

    what: str
    section_key: str = ""
    organisation_id: str | None = None
    because_of: str = ""


def list_changes(session: Session, consultation_id: str) -> Sequence[MadeChange]:
    """Every change, in the order in which they were noted."""
    wanted = select(MadeChange).where(MadeChange.consultation_id == consultation_id)
    return session.scalars(wanted.order_by(MadeChange.added_at, MadeChange.what, MadeChange.id)).all()


def note_change(
    session: Session,
    viewer: Viewer,
    consultation: Consultation,
    change: Change,
    *,
    author: Author,
    now: datetime,
) -> MadeChange:
    """Note a change. Raises: AccessDenied (C101)."""
    _require_full(viewer)
    row = MadeChange(consultation_id=consultation.id, **vars(change), added_at=now)
    row.added_by_id, row.added_by_name = author.staff_id, author.name
    session.add(row)
    session.flush()
    _audit(session, row, "change noted", author, now)
    return row


def remove_change(
    session: Session,
    viewer: Viewer,
    consultation: Consultation,
    change_id: str,
    *,
    author: Author,
    now: datetime,
) -> None:
    """Take a change off the list. Raises: AccessDenied (C101), NotFound (C102)."""
    _require_full(viewer)
    row = session.get(MadeChange, change_id)
    if row is None or row.consultation_id != consultation.id:
        raise NotFound("C102")
    _audit(session, row, "change taken off the list", author, now)
    session.delete(row)
    session.flush()


def _require_full(viewer: Viewer) -> None:
    if viewer.standing is not Standing.FULL:
        raise AccessDenied("C101")


def _audit(session: Session, row: MadeChange, action: str, author: Author, now: datetime) -> None:
    auditing.record(
        session,
        actor=author.staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="made change",
        subject_id=row.id,
        details={"section": row.section_key},
        now=now,
    )
