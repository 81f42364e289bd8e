"""Which returns were read in full, by whom, and as they stood when."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, reference


class ReturnReading(Identified, Base):
    """Somebody says that they read all of a return. It dies with the return.

    `answers_mark`: the SHA-256 of the ids of its answers and of the texts that stood; it counts for these
    alone, so that a return whose answer is amended has to be read again. Of no words.
    """

    __tablename__ = "return_reading"
    __table_args__ = (UniqueConstraint("response_id", "staff_id", "answers_mark"),)

    response_id: Mapped[str] = reference("response.id")
    staff_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    staff_name: Mapped[str] = mapped_column(default="")
    answers_mark: Mapped[str]
    read_at: Mapped[datetime]
