"""Attach a file to a consultation, list, read and remove what is attached: for people of full standing."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, Conflict, NotFound
from consult.models.attachments import AttachedFile
from consult.models.consultation import Consultation
from consult.models.draft_kinds import AttachedKind
from consult.models.wiping import wipe_after_commit
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.consultations.knowing_files import KNOWN, find_media_type
from consult.services.returns.revising import Author
from consult.services.signing.finding_sign_offs import require_unnamed
from consult.vocabulary import Standing

MOST_BYTES = 10_000_000
MOST_NAME, UNNAMED = 120, "file"


def attach(
    session: Session,
    viewer: Viewer,
    consultation: Consultation,
    kind: AttachedKind,
    given: tuple[str, bytes],
    *,
    author: Author,
    now: datetime,
) -> AttachedFile:
    """Keep a file: its name and its bytes as given. The same bytes of the same kind are kept once.

    Raises: AccessDenied (C101), Conflict (C522 it is empty, C523 too large, C524 of no kind that is known).
    """
    _require_full(viewer)
    name, content = clean_name(given[0]), given[1]
    media_type = _check(name, content)
    sha256 = hashlib.sha256(content).hexdigest()
    same = (AttachedFile.consultation_id == consultation.id, AttachedFile.kind == kind)
    known = session.scalars(select(AttachedFile).where(*same, AttachedFile.sha256 == sha256)).one_or_none()
    if known is not None:
        return known
    file = AttachedFile(consultation_id=consultation.id, kind=kind, name=name, media_type=media_type)
    file.sha256, file.size_bytes, file.content = sha256, len(content), content
    file.added_by_id, file.added_by_name, file.added_at = author.staff_id, author.name, now
    session.add(file)
    session.flush()
    _audit(session, file, "file attached", author, now)
    return file


def list_attached(session: Session, viewer: Viewer, consultation_id: str) -> Sequence[AttachedFile]:
    """What is attached, the latest first, without the bytes. Raises: AccessDenied (C101)."""
    _require_full(viewer)
    wanted = select(AttachedFile).where(AttachedFile.consultation_id == consultation_id)
    return session.scalars(wanted.order_by(AttachedFile.added_at.desc(), AttachedFile.id)).all()


def get_attached(session: Session, viewer: Viewer, consultation_id: str, file_id: str) -> AttachedFile:
    """One file. Raises: AccessDenied (C101), NotFound (C102)."""
    _require_full(viewer)
    found = session.get(AttachedFile, file_id)
    if found is None or found.consultation_id != consultation_id:
        raise NotFound("C102")
    return found


def read_attached(session: Session, viewer: Viewer, consultation_id: str, file_id: str) -> AttachedFile:
    """One file with its bytes, which are those that were given. Raises: as get_attached; Conflict (C525)."""
    found = get_attached(session, viewer, consultation_id, file_id)
    if hashlib.sha256(found.content).hexdigest() != found.sha256:
        raise Conflict("C525", name=found.name)
    return found


def remove_attached(
    session: Session, viewer: Viewer, file: AttachedFile, *, author: Author, now: datetime
) -> None:
    """Delete a file; the record says that it was there. Raises: AccessDenied (C101), Conflict (C550)."""
    _require_full(viewer)
    require_unnamed(session, file)
    wipe_after_commit(session)
    _audit(session, file, "attached file removed", author, now)
    session.delete(file)
    session.flush()


def clean_name(name: str) -> str:
    """The last part of a file's name, without what is not to be seen, and not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = " ".join("".join(one if one.isprintable() else " " for one in last).split()).strip(".")
    return shown[-MOST_NAME:].strip() or UNNAMED


def _check(name: str, content: bytes) -> str:
    if not content:
        raise Conflict("C522", name=name)
    if len(content) > MOST_BYTES:
        raise Conflict("C523", name=name, most=f"{MOST_BYTES // 1_000_000} MB")
    media_type = find_media_type(content)
    if media_type is None:
        raise Conflict("C524", name=name, known=KNOWN)
    return media_type


def _require_full(viewer: Viewer) -> None:
    if viewer.standing is not Standing.FULL:
        raise AccessDenied("C101")


def _audit(session: Session, file: AttachedFile, action: str, author: Author, now: datetime) -> None:
    about = {"subject_kind": "attached file", "subject_id": file.id, "action": action}
    details = {"kind": file.kind.value, "sha256": file.sha256, "bytes": file.size_bytes}
    auditing.record(session, actor=author.staff_id or auditing.SYSTEM, details=details, now=now, **about)
