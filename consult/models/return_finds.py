"""Personal data in returns: what the program found, and apart from it what people decided about it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr
from sqlalchemy.schema import SchemaItem

from consult.models.base import Base, Identified, reference


class _Placed:
    """Mixin: a kind of personal data at [start, end) of one text of an answer."""

    answer_id: Mapped[str] = reference("answer.id")
    revision_id: Mapped[str | None] = reference("revision.id")
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str]

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[SchemaItem, ...]:
        return (
            UniqueConstraint("answer_id", "revision_id", "start", "end"),
            CheckConstraint('start >= 0 AND "end" > start', "offsets"),
        )


class ReturnFind(_Placed, Identified, Base):
    """What may be personal data at [start, end) of one text of an answer. It only suggests.

    `kind`, `reason` and `confidence` (0 to 1, a rank) are those of analysis.identifier_patterns.Found.
    """

    __tablename__ = "return_find"

    reason: Mapped[str]
    confidence: Mapped[float]


class ReturnFindDecision(_Placed, Identified, Base):
    """A person's word on what stands at [start, end) of one text: it may stand in a quotation, or may not.

    It names the place and not the suggestion, for suggestions are made anew. With the text it is gone.
    """

    __tablename__ = "return_find_decision"

    may_stand: Mapped[bool]
    decided_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    decided_at: Mapped[datetime]
