"""What the public page of an outcome quotes, and whom a letter about the outcome went to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.following_kinds import ToldOf


class PublishedQuotation(Identified, Base):
    """A quotation of an exact version that the public page has, by its place there; never its words.

    `place`: of the block in its section, from 0. Only of returns: experiences are opened in the staff area.
    """

    __tablename__ = "published_quotation"
    __table_args__ = (
        UniqueConstraint("version_id", "section_key", "place"),
        CheckConstraint("place >= 0", "place"),
    )

    version_id: Mapped[str] = reference("draft_version.id", index=False)
    section_key: Mapped[str]
    place: Mapped[int]


class OutcomeLetter(Identified, Base):
    """A letter about an outcome to a contact of an organisation that answered; one of each kind at most."""

    __tablename__ = "outcome_letter"
    __table_args__ = (UniqueConstraint("consultation_id", "contact_id", "told"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    contact_id: Mapped[str] = reference("contact.id")
    told: Mapped[ToldOf] = enumeration(ToldOf)
    language: Mapped[str] = mapped_column(default="en")
    queued_at: Mapped[datetime]
