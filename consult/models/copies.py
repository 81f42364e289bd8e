"""Copies of an account that were made for somebody outside: to translate it, or to share it."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import NO_ARRIVAL_ORDER, Base, Identified, Identifier, reference
from consult.models.release import ReleasedFile


class AccountCopy(Identified, Base):
    """One copy, numbered within its account; who holds it, the record of the file says.

    language: into which it is to be translated; empty for a copy that is shared, and then `recipient` is the
    key of whom the person allowed. What is sealed are the passages as they were given out.
    """

    __tablename__ = "account_copy"
    __table_args__ = (UniqueConstraint("response_id", "number"), NO_ARRIVAL_ORDER)

    response_id: Mapped[str] = reference("response.id")
    file_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("released_file.id", ondelete="CASCADE"), unique=True
    )
    number: Mapped[int]
    language: Mapped[str] = mapped_column(default="")
    recipient: Mapped[str] = mapped_column(default="")
    until_on: Mapped[date]
    made_on: Mapped[date]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    file: Mapped[ReleasedFile] = relationship()
