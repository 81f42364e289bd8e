"""Personal data in returns: what the program found, and apart from it what people decided about it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, reference

_PLACE = ("answer_id", "revision_id", "start", "end")
_OFFSETS = ('start >= 0 AND "end" > start', "offsets")


class ReturnFind(Identified, Base):
    """What may be personal data at [start, end) of one text of an answer. It only suggests.

    `kind`, `reason` and `confidence` (0 to 1, a rank) are those of analysis.identifier_patterns.Found.
    """

    __tablename__ = "return_find"
    __table_args__ = (
        UniqueConstraint(*_PLACE),
        CheckConstraint(*_OFFSETS),
    )

    answer_id: Mapped[str] = reference("answer.id")
    revision_id: Mapped[str | None] = reference("revision.id")
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str]
    reason: Mapped[str]
    confidence: Mapped[float]


class ReturnFindDecision(Identified, Base):
    """A person's word on what stands at [start, end) of one text: it may stand in a quotation, or may not.

    It names the place and not the suggestion, for suggestions are made anew. With the text it is gone.
    """

    __tablename__ = "return_find_decision"
    __table_args__ = (
        UniqueConstraint(*_PLACE),
        CheckConstraint(*_OFFSETS),
    )

    answer_id: Mapped[str] = reference("answer.id")
    revision_id: Mapped[str | None] = reference("revision.id")
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str]
    may_stand: Mapped[bool] = mapped_column()
    decided_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    decided_at: Mapped[datetime]
