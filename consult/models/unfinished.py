"""Unfinished returns that somebody asked to have kept: until which day, and where they stopped."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, reference


class UnfinishedReturn(Identified, Base):
    """A return that was begun and not sent, and that its number opens; gone once it is sent.

    `stop`: the page where they stopped, as consult/web/answering_stops.py names it. `language`: of the pages
    they read. `kept_until_on`: the last day on which it is kept, as the page promised. `email`: where a
    reminder goes, empty where none is wanted and once it went.
    """

    __tablename__ = "unfinished_return"
    __table_args__ = (UniqueConstraint("response_id"),)

    response_id: Mapped[str] = reference("response.id", index=False)
    stop: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    kept_until_on: Mapped[date] = mapped_column(index=True)
    email: Mapped[str] = mapped_column(default="")
