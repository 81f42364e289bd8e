"""What people said of the language of answers whose words seem to contradict what was declared."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, reference


class SettledLanguage(Identified, Base):
    """The language that an answer of a return is in, by somebody who read it; never of an account.

    It holds for the text that they read, `revision_id`, and for every analysis of it; the last one stands.
    """

    __tablename__ = "settled_language"
    __table_args__ = (UniqueConstraint("answer_id"),)

    answer_id: Mapped[str] = reference("answer.id", index=False)
    revision_id: Mapped[str | None] = reference("revision.id")
    language: Mapped[str] = mapped_column()
    staff_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    at: Mapped[datetime]
