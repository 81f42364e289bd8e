"""Keep on record each file with people's words that somebody makes and takes away."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.base import new_id
from consult.models.keeping_kinds import FileKind
from consult.models.release import ReleasedFile
from consult.models.staff import Staff
from consult.queries.viewer import Viewer


def note_release(
    session: Session, viewer: Viewer, consultation_id: str, kind: FileKind, description: str, *, now: datetime
) -> ReleasedFile:
    """Keep who makes which file; what is read for it names `subject_id` as what it is used in."""
    key = new_id()
    file = ReleasedFile(
        id=key,
        consultation_id=consultation_id,
        kind=kind,
        description=description,
        subject_id=key,
        staff_id=viewer.staff_id,
        holder_name=_name_holder(session, viewer),
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
