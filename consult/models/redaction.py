"""What a person took out of an account before anything of it may be quoted."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import NO_ARRIVAL_ORDER, Base, Identifier, reference


class RedactionRecord(Base):
    """Suggestions and decisions about one account, sealed under its key.

    `heads_mark` stands for the texts that were looked at, by their revisions: once an answer is changed it
    is another one, and the account has to be checked again. The columns in clear serve counts while locked;
    whether something may be quoted is decided by what is sealed.
    """

    __tablename__ = "redaction_record"
    __table_args__ = NO_ARRIVAL_ORDER

    response_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("response.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    heads_mark: Mapped[str]
    is_checked: Mapped[bool] = mapped_column(default=False)
    checked_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    checked_on: Mapped[date | None]
