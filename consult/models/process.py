"""How a response came about: days, what partners were given, rules, and what changed because of partners."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.attachments import AttachedFile
from consult.models.base import Base, Identified, Versioned, reference
from consult.models.region import Organisation


class ProcessRecord(Identified, Versioned, Base):
    """What a manager says of how a consultation was run; the government's deadline is the consultation's own.

    partners_close_on: the closing day that partners were told; null where it is the day the form closes.
    sampled_above, sampled_pct: of more returns than that, this share is read in full; null for all of them.
    """

    __tablename__ = "process_record"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (
        UniqueConstraint("consultation_id"),
        CheckConstraint("(sampled_above IS NULL) = (sampled_pct IS NULL)", "sampled_whole"),
        CheckConstraint("sampled_above IS NULL OR sampled_above > 0", "sampled_above"),
        CheckConstraint("sampled_pct IS NULL OR (sampled_pct > 0 AND sampled_pct < 100)", "sampled_pct"),
    )

    consultation_id: Mapped[str] = reference("consultation.id", index=False)
    government_opened_on: Mapped[date | None]
    partners_asked_on: Mapped[date | None]
    partners_close_on: Mapped[date | None]
    given: Mapped[str] = mapped_column(default="")
    late_rule: Mapped[str] = mapped_column(default="")
    sampled_above: Mapped[int | None]
    sampled_pct: Mapped[int | None]


class GivenFile(Identified, Base):
    """A file that partners were given, of those attached to the consultation."""

    __tablename__ = "given_file"
    __table_args__ = (UniqueConstraint("file_id"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    file_id: Mapped[str] = reference("attached_file.id", index=False)
    file: Mapped[AttachedFile] = relationship()


class MadeChange(Identified, Base):
    """Something of the response that is other than it was, because of a partner.

    section_key: of the draft; empty for the response as a whole. because_of: in words, where no organisation
    of the directory is meant; an organisation is named in a document only while it agrees to be.
    """

    __tablename__ = "made_change"

    consultation_id: Mapped[str] = reference("consultation.id")
    section_key: Mapped[str] = mapped_column(default="")
    what: Mapped[str]
    organisation_id: Mapped[str | None] = reference("organisation.id", ondelete="SET NULL")
    because_of: Mapped[str] = mapped_column(default="")
    added_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    added_by_name: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    organisation: Mapped[Organisation | None] = relationship()
