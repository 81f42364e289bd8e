"""What a manager says of how a consultation was run, kept and changed."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from consult.errors import AccessDenied, Conflict
from consult.models.attachments import AttachedFile
from consult.models.consultation import Consultation
from consult.models.locking import lock_name
from consult.models.process import GivenFile, ProcessRecord
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.returns.revising import Author
from consult.vocabulary import Standing


@dataclass(frozen=True)
class Told:
    """What a manager says; see ProcessRecord. file_ids: of attached files that partners were given."""

    government_opened_on: date | None = None
    partners_asked_on: date | None = None
    partners_close_on: date | None = None
    given: str = ""
    late_rule: str = ""
    sampled_above: int | None = None
    sampled_pct: int | None = None
    file_ids: tuple[str, ...] = ()


def find_process(session: Session, consultation_id: str) -> ProcessRecord | None:
    """What was said so far; None where nothing was."""
    wanted = select(ProcessRecord).where(ProcessRecord.consultation_id == consultation_id)
    return session.scalars(wanted).one_or_none()


def list_given(session: Session, consultation_id: str) -> Sequence[AttachedFile]:
    """The files that partners were given, by name, without the bytes."""
    wanted = select(AttachedFile).join(GivenFile, GivenFile.file_id == AttachedFile.id)
    of_this = GivenFile.consultation_id == consultation_id
    return session.scalars(wanted.where(of_this).order_by(AttachedFile.name, AttachedFile.sha256)).all()


def keep_process(
    session: Session,
    viewer: Viewer,
    consultation: Consultation,
    told: Told,
    *,
    version: int | None = None,
    author: Author,
    now: datetime,
) -> ProcessRecord:
    """Keep what is said now in the place of what was. version: the one that was shown; 0 for none.

    Raises: AccessDenied (C101); Conflict (C203) where somebody else changed it since.
    """
    if viewer.standing is not Standing.FULL:
        raise AccessDenied("C101")
    lock_name(session, f"process:{consultation.id}")
    record = find_process(session, consultation.id)
    if version not in (None, record.version if record else 0):
        raise Conflict("C203")
    if record is None:
        record = ProcessRecord(consultation_id=consultation.id)
        session.add(record)
    said = {name: value for name, value in asdict(told).items() if name != "file_ids"}
    for name, value in said.items():
        setattr(record, name, value)
    flag_modified(record, "given")  # a change of the files alone is a new version too
    session.flush()
    _give(session, consultation.id, told.file_ids)
    _audit(session, consultation, told, author, now)
    return record


def _give(session: Session, consultation_id: str, file_ids: Collection[str]) -> None:
    """Leave these as the files that were given, as far as they are attached to this consultation."""
    session.execute(delete(GivenFile).where(GivenFile.consultation_id == consultation_id))
    own = select(AttachedFile.id).where(
        AttachedFile.consultation_id == consultation_id, AttachedFile.id.in_(file_ids)
    )
    session.add_all(
        GivenFile(consultation_id=consultation_id, file_id=id)
        for id in session.scalars(own.order_by(AttachedFile.id))
    )
    session.flush()


def _audit(session: Session, consultation: Consultation, told: Told, author: Author, now: datetime) -> None:
    rule = {"sampled_above": told.sampled_above, "sampled_pct": told.sampled_pct}
    auditing.record(
        session,
        actor=author.staff_id or auditing.SYSTEM,
        action="process described",
        subject_kind="consultation",
        subject_id=consultation.id,
        details={"slug": consultation.slug, **rule},
        now=now,
    )
