"""Who checked the words of the product itself in a language: pages, messages and notices."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, reference


class CheckedWords(Identified, Base):
    """The words of one language as they were when somebody checked them. digest: of all of them.

    recorded_by_id: of the staff, who says that this person did.
    """

    __tablename__ = "checked_words"
    __table_args__ = (UniqueConstraint("language", "digest"),)

    language: Mapped[str]
    digest: Mapped[str]
    checked_by_name: Mapped[str]
    checked_at: Mapped[datetime]
    recorded_by_name: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
