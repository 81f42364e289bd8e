"""Whom a person wants kept away from their account, and which reader somebody has answered for since."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import NO_ARRIVAL_ORDER, Base, Identified, Identifier, reference


class KeptAway(Base):
    """People who must never read or translate one account, in the person's own words, under its key."""

    __tablename__ = "kept_away"
    __table_args__ = NO_ARRIVAL_ORDER

    response_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("response.id", ondelete="CASCADE"), primary_key=True
    )
    named_sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ReaderConfirmation(Identified, Base):
    """Somebody confirmed that one reader is not among those kept away, as `list_mark` has them.

    The mark is random, and another one after each change of the list: it stands for no word of it.
    """

    __tablename__ = "reader_confirmation"
    __table_args__ = (UniqueConstraint("response_id", "staff_id"), NO_ARRIVAL_ORDER)

    response_id: Mapped[str] = reference("response.id")
    staff_id: Mapped[str] = reference("staff.id")
    list_mark: Mapped[str]
    confirmed_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    confirmed_on: Mapped[date]
