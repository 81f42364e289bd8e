"""What is said between staff and whoever told an experience, and what the person says of each quotation."""

from datetime import date

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import NO_ARRIVAL_ORDER, Base, Identified, enumeration, reference
from consult.vocabulary import Verdict


class QuotationVerdict(Identified, Base):
    """What the person said of a passage that a draft quotes: code-point offsets [start, end) of one text."""

    __tablename__ = "quotation_verdict"
    __table_args__ = (
        UniqueConstraint("response_id", "question_id", "start", "end"),
        CheckConstraint('start >= 0 AND "end" > start', "offsets"),
        NO_ARRIVAL_ORDER,
    )

    response_id: Mapped[str] = reference("response.id")
    question_id: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    verdict: Mapped[Verdict] = enumeration(Verdict)
    said_on: Mapped[date]


class AccountMessage(Identified, Base):
    """One message, sealed under the account's key; `number` orders those of one account."""

    __tablename__ = "account_message"
    __table_args__ = (UniqueConstraint("response_id", "number"), NO_ARRIVAL_ORDER)

    response_id: Mapped[str] = reference("response.id")
    number: Mapped[int]
    is_from_person: Mapped[bool]
    is_read: Mapped[bool] = mapped_column(default=False)
    staff_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    said_on: Mapped[date]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
