"""Write a consultation's data-protection file, and have another person approve it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.locking import lock_name
from consult.models.protection import NoticeVersion, ProtectionFile
from consult.models.staff import Staff
from consult.services import auditing
from consult.services.consultations.notices import Notice, find_notice
from consult.services.consultations.protection_content import (
    FileContent,
    Recipient,
    digest,
    from_dict,
    list_missing,
    to_dict,
)
from consult.services.copies.recipients import check_recipient
from consult.services.days import find_day


@dataclass(frozen=True)
class Approval:
    """Who approved a file, when, and under which reference. staff_id: of one on the staff, signed in."""

    name: str
    approved_on: date
    reference: str = ""
    staff_id: str | None = None


def find_file(session: Session, consultation_id: str) -> ProtectionFile | None:
    """The file as it is being written, once somebody has begun it."""
    wanted = select(ProtectionFile).where(ProtectionFile.consultation_id == consultation_id)
    return session.scalars(wanted).one_or_none()


def read_content(session: Session, consultation_id: str) -> FileContent:
    """What the file says now; what an empty one says where nobody has begun it."""
    found = find_file(session, consultation_id)
    return from_dict(found.content) if found else FileContent()


def is_approved(content: FileContent, notice: Notice | None) -> bool:
    """Whether this is what was approved last."""
    return notice is not None and digest(notice.content) == digest(content)


def change_file(
    session: Session,
    consultation: Consultation,
    content: FileContent,
    *,
    version: int | None = None,
    actor: str,
    now: datetime,
) -> ProtectionFile:
    """Save what the file says. version: the one that was shown to whoever changes it; 0 before the first.

    Raises: Conflict (C203) when somebody else changed it since, (C381) for a recipient that can never be one.
    """
    file = _lock_or_make(session, consultation.id)
    if version is not None and version != (0 if file.content == {} else file.version):
        raise Conflict("C203")
    for recipient in content.recipients:
        check_recipient(session, recipient)
    file.content = to_dict(content)
    file.edited_by = sorted({*file.edited_by, actor})
    try:
        session.flush()
    except StaleDataError as error:
        raise Conflict("C203") from error
    _audit(session, "data-protection file changed", consultation, actor, now, {})
    return file


def keep_recipient(
    session: Session,
    consultation: Consultation,
    recipient: Recipient,
    *,
    is_new: bool,
    actor: str,
    now: datetime,
) -> None:
    """Add a recipient, or change the one of its key. Raises: Conflict (C381, C387)."""
    content = read_content(session, consultation.id)
    keys = [one.key for one in content.recipients]
    if is_new and recipient.key in keys:
        raise Conflict("C387", key=recipient.key)
    kept = [recipient if one.key == recipient.key else one for one in content.recipients]
    named = tuple(kept if recipient.key in keys else [*kept, recipient])
    change_file(session, consultation, replace(content, recipients=named), actor=actor, now=now)


def remove_recipient(
    session: Session, consultation: Consultation, key: str, *, actor: str, now: datetime
) -> None:
    """Take a recipient out of the file; versions that were approved keep it."""
    content = read_content(session, consultation.id)
    kept = tuple(one for one in content.recipients if one.key != key)
    change_file(session, consultation, replace(content, recipients=kept), actor=actor, now=now)


def approve_file(
    session: Session,
    consultation: Consultation,
    approval: Approval,
    *,
    version: int | None = None,
    actor: str,
    now: datetime,
) -> NoticeVersion:
    """Keep what the file says as the next version of the notice. version: the one the approver has read.

    Raises: Conflict (C203) when it was changed since, (C382) while it is incomplete or its day has passed,
    (C383) by somebody who changed it, (C384) when nothing was changed, (C385) in the place of somebody on
    the staff.
    """
    file = _lock_or_make(session, consultation.id)
    if version not in (None, file.version):
        raise Conflict("C203")
    content, before = from_dict(file.content), find_notice(session, consultation.id)
    _check(session, file, content, before, approval, today=find_day(now))
    approved = NoticeVersion(
        consultation_id=consultation.id,
        number=before.number + 1 if before else 1,
        content=to_dict(content),
        digest=digest(content),
        approver_name=approval.name,
        approver_id=approval.staff_id,
        approval_reference=approval.reference,
        approved_on=approval.approved_on,
        recorded_by_id=actor if actor != auditing.SYSTEM else None,
        recorded_at=now,
    )
    session.add(approved)
    file.edited_by = []
    session.flush()
    details = {"number": approved.number, "approver": approval.name, "digest": approved.digest}
    _audit(session, "data-protection file approved", consultation, actor, now, details)
    return approved


def _check(
    session: Session,
    file: ProtectionFile,
    content: FileContent,
    before: Notice | None,
    approval: Approval,
    *,
    today: date,
) -> None:
    missing = list_missing(content, today=today)
    if missing:
        raise Conflict("C382", missing="; ".join(one.words for one in missing))
    if before is not None and is_approved(content, before):
        raise Conflict("C384", number=before.number)
    for recipient in content.recipients:
        check_recipient(session, recipient)
    editors = session.scalars(select(Staff).where(Staff.id.in_(file.edited_by))).all()
    if approval.staff_id in file.edited_by or _is_named(approval.name, editors):
        raise Conflict("C383", name=approval.name)
    same_name = func.lower(Staff.name) == approval.name.strip().lower()
    if approval.staff_id is None and session.scalar(select(Staff.id).where(same_name, Staff.active)):
        raise Conflict("C385", name=approval.name)


def _is_named(name: str, staff: Sequence[Staff]) -> bool:
    return name.strip().casefold() in {one.name.strip().casefold() for one in staff}


def _lock_or_make(session: Session, consultation_id: str) -> ProtectionFile:
    """The file as it is now, and until this transaction ends."""
    lock_name(session, f"protection:{consultation_id}")
    wanted = select(ProtectionFile).where(ProtectionFile.consultation_id == consultation_id)
    found = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        found = ProtectionFile(consultation_id=consultation_id)
        session.add(found)
        session.flush()
    return found


def _audit(
    session: Session,
    action: str,
    consultation: Consultation,
    actor: str,
    now: datetime,
    details: dict[str, object],
) -> None:
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="consultation",
        subject_id=consultation.id,
        details={"slug": consultation.slug, **details},
        now=now,
    )
