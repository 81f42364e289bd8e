"""What a response may rest on beside the returns: published sources, facts of partners, and own positions.

Each is numbered within its consultation. What was taken off the list keeps its row, so that its number is
never given to another.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.attachments import AttachedFile
from consult.models.base import Base, Identified, enumeration, reference
from consult.models.evidence_kinds import AskKind
from consult.models.response import Response


class Listed:
    """Mixin: what stands in a numbered list of a consultation. `said`: the statement as it is printed."""

    number: Mapped[int]
    said: Mapped[str]
    added_by_name: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class Source(Identified, Listed, Base):
    """Where a fact was published. `place`: a page or an address, which is never opened from here.

    `published`: a day, a month or a year, as the publisher gives it. `file_sha256`: of the copy that was
    attached, so that its going is noticed. `looked_at_on`: when a person last saw it there. `valid_until_on`:
    the last day on which it holds, where one is known. `about_questions`, `about_tags`: ids of questions of
    government and keys of tags that it speaks to.
    """

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    publisher: Mapped[str]
    title: Mapped[str]
    published: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    file_id: Mapped[str | None] = reference("attached_file.id", ondelete="SET NULL")
    file_sha256: Mapped[str] = mapped_column(default="")
    looked_at_on: Mapped[date | None]
    valid_until_on: Mapped[date | None]
    about_questions: Mapped[list[Any]] = mapped_column(default=list)
    about_tags: Mapped[list[Any]] = mapped_column(default=list)
    file: Mapped[AttachedFile | None] = relationship()


class PartnerFact(Identified, Listed, Base):
    """A fact that an organisation gave in its return; it goes with the return when that is withdrawn."""

    __tablename__ = "partner_fact"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    response_id: Mapped[str] = reference("response.id")
    response: Mapped[Response] = relationship()


class Ask(Identified, Listed, Base):
    """What the partnership holds or asks of government: whose position it is, and on what authority."""

    __tablename__ = "ask"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    kind: Mapped[AskKind] = enumeration(AskKind)
    holder: Mapped[str]
    authority: Mapped[str] = mapped_column(default="")
