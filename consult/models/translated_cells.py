"""How each text of a questionnaire came to be in each language; the texts stand in its definition."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.cell_kinds import DraftedBy


class TranslatedCell(Identified, Base):
    """One text in one language. source_digest: of what it was translated from, text_digest: of itself.

    Where either is no longer that of what stands there, the source or the text changed since. drafted_by_id,
    checked_by_id: of the staff, where it was one of them. checked_own: whoever checked it had drafted it.
    """

    __tablename__ = "translated_cell"
    __table_args__ = (
        UniqueConstraint("version_id", "language", "cell_id"),
        CheckConstraint("(checked_at IS NULL) = (checked_by_name = '')", name="checked"),
    )

    version_id: Mapped[str] = reference("questionnaire_version.id")
    language: Mapped[str]
    cell_id: Mapped[str]
    source_digest: Mapped[str]
    text_digest: Mapped[str]
    drafted_by: Mapped[DraftedBy] = enumeration(DraftedBy)
    drafted_by_name: Mapped[str] = mapped_column(default="")
    drafted_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    drafted_at: Mapped[datetime]
    checked_by_name: Mapped[str] = mapped_column(default="")
    checked_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    checked_at: Mapped[datetime | None]
    checked_own: Mapped[bool] = mapped_column(default=False)
