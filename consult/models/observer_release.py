"""Quotations that a manager lets people of observers read before the response is published."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from consult.models.base import Base, Identified, reference


class ObserverRelease(Identified, Base):
    """One quotation of a return that people of observers may read in drafts; never one of an experience.

    It is of exactly these words: [start, end) of the answer as it stood in `revision_id`, and goes with them.
    """

    __tablename__ = "observer_release"
    __table_args__ = (
        UniqueConstraint("response_id", "question_id", "start", "end"),
        CheckConstraint('start >= 0 AND "end" > start', "offsets"),
    )

    response_id: Mapped[str] = reference("response.id")
    question_id: Mapped[str]
    revision_id: Mapped[str | None] = reference("revision.id")
    start: Mapped[int]
    end: Mapped[int]
    released_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    released_at: Mapped[datetime]
