"""Keep on record each file with people's words that somebody makes and takes away."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.base import new_id
from consult.models.keeping_kinds import FileKind
from consult.models.release import ReleasedFile
from consult.models.staff import Staff
from consult.queries.viewer import Viewer


@dataclass(frozen=True)
class Holder:
    """Somebody outside for whom a file is made; the address may be unknown."""

    name: str
    address: str = ""


def note_release(
    session: Session,
    viewer: Viewer,
    consultation_id: str,
    kind: FileKind,
    description: str,
    *,
    holder: Holder | None = None,
    now: datetime,
) -> ReleasedFile:
    """Keep who makes which file; what is read for it names `subject_id` as what it is used in.

    holder: who gets it, where that is not whoever makes it.
    """
    key = new_id()
    file = ReleasedFile(
        id=key,
        consultation_id=consultation_id,
        kind=kind,
        description=description,
        subject_id=key,
        staff_id=viewer.staff_id,
        holder_name=holder.name if holder else _name_holder(session, viewer),
        holder_address=holder.address if holder else "",
        is_passed_on=holder is not None,
        made_at=now,
    )
    session.add(file)
    session.flush()
    return file


def note_digest(session: Session, file_id: str, digest: str) -> None:
    """Keep the SHA-256 of the bytes that were handed out, so that a copy can be told from another file."""
    session.get_one(ReleasedFile, file_id).digest = digest
    session.flush()


def _name_holder(session: Session, viewer: Viewer) -> str:
    staff = session.get(Staff, viewer.staff_id) if viewer.staff_id else None
    return (staff.name or staff.email) if staff else ""
