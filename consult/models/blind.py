"""Passages that two people tag blind, what each gave them, and what was agreed where they differed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.coding import Segment


class BlindRole(StrEnum):
    """Whose tags: of one coder, of the other, or what was agreed after both were done."""

    FIRST = "first"
    SECOND = "second"
    AGREED = "agreed"


BOTH = (BlindRole.FIRST, BlindRole.SECOND)


class BlindSample(Identified, Base):
    """Passages drawn for two coders. Until both are done neither sees the other's tags or suggestions."""

    __tablename__ = "blind_sample"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    number: Mapped[int]
    share_pct: Mapped[int]
    first_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL")
    second_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL")
    drawn_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    drawn_at: Mapped[datetime]
    first_done_at: Mapped[datetime | None]
    second_done_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """When somebody closed it before both had said that they were done."""

    @property
    def is_open(self) -> bool:
        """Whether one of the two is not done yet."""
        return self.first_done_at is None or self.second_done_at is None


class BlindPassage(Identified, Base):
    """One passage of a sample. `place` is the order of tagging, which a hash decides."""

    __tablename__ = "blind_passage"
    __table_args__ = (UniqueConstraint("sample_id", "segment_id"),)

    sample_id: Mapped[str] = reference("blind_sample.id")
    segment_id: Mapped[str] = reference("segment.id")
    place: Mapped[int]
    language: Mapped[str]
    sample: Mapped[BlindSample] = relationship()
    segment: Mapped[Segment] = relationship()


class BlindCoding(Identified, Base):
    """The keys of the tags that somebody gave a passage; an empty list says that none fits."""

    __tablename__ = "blind_coding"
    __table_args__ = (UniqueConstraint("passage_id", "role"),)

    passage_id: Mapped[str] = reference("blind_passage.id")
    role: Mapped[BlindRole] = enumeration(BlindRole)
    staff_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    codes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    at: Mapped[datetime]
    passage: Mapped[BlindPassage] = relationship()
