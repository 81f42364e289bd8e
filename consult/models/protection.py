"""The data-protection file of a consultation, and every version of it that was approved."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, Identifier, Versioned, reference


class ProtectionFile(Identified, Versioned, Base):
    """The file as it is being written; `content` is what consultations/protection_content.py makes of it.

    edited_by: ids of the staff who changed it since it was last approved, who may not approve it.
    """

    __tablename__ = "protection_file"
    __mapper_args__ = {"version_id_col": Versioned.version}

    consultation_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("consultation.id", ondelete="CASCADE"), unique=True
    )
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    edited_by: Mapped[list[Any]] = mapped_column(JSON, default=list)


class NoticeVersion(Identified, Base):
    """One approved version of the file: what the privacy notice of that number says. It never changes.

    approver_id: the member of staff who approved it; null where somebody outside did, as recorded by
    recorded_by_id. digest: of the content, so that an approval of the same words adds no version.
    """

    __tablename__ = "notice_version"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str]
    approver_name: Mapped[str]
    approver_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    approval_reference: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date]
    recorded_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    recorded_at: Mapped[datetime]
