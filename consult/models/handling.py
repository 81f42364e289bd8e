"""What staff did with an account beside reading its words: first read, set aside, appealed."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import NO_ARRIVAL_ORDER, Base, Identifier, enumeration, reference
from consult.models.desk_kinds import AppealState, SetAsideReason


class Handling(Base):
    """In clear are days, staff and reasons from a list; what the person answered is sealed under their key.

    It is set aside while `set_aside_on` is there; the reason and who gave it stay when that is taken back.
    """

    __tablename__ = "handling"
    __table_args__ = NO_ARRIVAL_ORDER

    response_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("response.id", ondelete="CASCADE"), primary_key=True
    )
    first_read_on: Mapped[date | None]
    set_aside_on: Mapped[date | None]
    set_aside_reason: Mapped[SetAsideReason | None] = enumeration(SetAsideReason)
    set_aside_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    appeal_state: Mapped[AppealState] = enumeration(AppealState, default=AppealState.NONE)
    appeal_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    appealed_on: Mapped[date | None]
    appeal_decided_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    appeal_decided_on: Mapped[date | None]

    @property
    def is_covered(self) -> bool:
        """True where its words insult or threaten: a page shows them only to somebody who opens them."""
        return self.set_aside_on is not None and self.set_aside_reason is SetAsideReason.ABUSIVE
