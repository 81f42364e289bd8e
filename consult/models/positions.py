"""What organisations say to the sections of an exact version. Rows are only added: the latest counts."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.agreement_kinds import Authority, Stance
from consult.models.base import Base, Identified, enumeration, reference
from consult.models.circulating import Circulated


class SectionPosition(Identified, Base):
    """A position on one section as it read: `section_digest` is of that text, and the position is on that.

    `number`: in the order in which the organisation said it of this version. `recorded_by_id`: of the staff
    who recorded it in its name, with the minute or e-mail `file_id`; null where it said so itself. `said_on`:
    the day on which it was said, of one that staff recorded; null where it was recorded before that was kept.
    """

    __tablename__ = "section_position"
    __table_args__ = (UniqueConstraint("circulated_id", "number"),)

    circulated_id: Mapped[str] = reference("circulated_to.id")
    number: Mapped[int]
    submission_id: Mapped[str] = mapped_column(unique=True)
    section_key: Mapped[str]
    section_digest: Mapped[str]
    stance: Mapped[Stance] = enumeration(Stance)
    words: Mapped[str] = mapped_column(default="")
    authority: Mapped[Authority] = enumeration(Authority)
    approved_by: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date | None]
    given_by: Mapped[str]
    given_role: Mapped[str] = mapped_column(default="")
    given_at: Mapped[datetime]
    said_on: Mapped[date | None]
    recorded_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    recorded_by_name: Mapped[str] = mapped_column(default="")
    file_id: Mapped[str | None] = reference("attached_file.id", ondelete="SET NULL", index=False)
    circulated: Mapped[Circulated] = relationship()
