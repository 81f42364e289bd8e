"""More time for one organisation after the closing day, and the returns that were written with it."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, reference
from consult.models.region import Organisation


class Extension(Identified, Base):
    """What a manager granted: until the end of which day, and why. One for an organisation and consultation.

    `link_hash`: of the secret part of its link; null once it was taken back, at `revoked_at`.
    """

    __tablename__ = "extension"
    __table_args__ = (UniqueConstraint("consultation_id", "organisation_id"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    organisation_id: Mapped[str] = reference("organisation.id", index=False)
    until_on: Mapped[date]
    reason: Mapped[str]
    link_hash: Mapped[str | None] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    made_by_name: Mapped[str] = mapped_column(default="")
    revoked_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship()


class ExtendedReturn(Identified, Base):
    """A return that was begun, taken up or sent with an extension; its number has the same time."""

    __tablename__ = "extended_return"
    __table_args__ = (UniqueConstraint("response_id"),)

    response_id: Mapped[str] = reference("response.id", index=False)
    extension_id: Mapped[str] = reference("extension.id")
    extension: Mapped[Extension] = relationship()
