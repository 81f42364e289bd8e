"""What the staff say to each other about a section of the draft; never printed, and nobody's position."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, reference


class DraftComment(Identified, Base):
    """One comment, by whom and when. It is never changed: it is settled, and stays.

    It is about a section of the response, whichever draft is the latest. `block_mark` stands for the block
    that it is about, empty for the whole section: a digest of the block's id, since that of a quotation would
    name whoever is quoted. `submission_id`, of the form and of what it said, makes a repeated submit the
    same submit; null before it was kept.
    """

    __tablename__ = "draft_comment"
    __table_args__ = (
        CheckConstraint("text <> ''", "text"),
        Index(None, "consultation_id", "section_key"),
    )

    consultation_id: Mapped[str] = reference("consultation.id", index=False)
    section_key: Mapped[str]
    block_mark: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    staff_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    staff_name: Mapped[str]
    submission_id: Mapped[str | None] = mapped_column(unique=True)
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by_name: Mapped[str] = mapped_column(default="")
