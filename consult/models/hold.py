"""Legal holds: what the law wants kept although its time is over."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped

from consult.models.base import Base, Identified, reference


class LegalHold(Identified, Base):
    """Nothing of a consultation, or of one response to it, is deleted by itself while this holds.

    It ends after `until_on`, or when somebody lifts it. It never stops a person's own withdrawal.
    """

    __tablename__ = "legal_hold"

    consultation_id: Mapped[str] = reference("consultation.id")
    response_id: Mapped[str | None] = reference("response.id")
    reason: Mapped[str]
    placed_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    placed_at: Mapped[datetime]
    until_on: Mapped[date | None]
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
