"""Codebooks, codes, segments and codings: machine suggestions apart from people's decisions."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.characteristic_kinds import Characteristic
from consult.models.language_kinds import LanguageBasis
from consult.models.response import Answer
from consult.vocabulary import CodingState, Facet

MACHINE = "machine"
"""The author of what the program suggests."""


class Codebook(Identified, Base):
    """A set of codes; the consultation it belongs to, or none for the region's own."""

    __tablename__ = "codebook"

    name: Mapped[str]
    consultation_id: Mapped[str | None] = reference("consultation.id")
    codes: Mapped[list["Code"]] = relationship(
        back_populates="codebook", cascade="all, delete-orphan", order_by="Code.position"
    )


class Code(Identified, Base):
    """One code ("tag" on screen) with the description that suggestions come from.

    characteristic: the protected one whose effects it stands for in drafts, if any.
    """

    __tablename__ = "code"
    __table_args__ = (UniqueConstraint("codebook_id", "key"),)

    codebook_id: Mapped[str] = reference("codebook.id")
    key: Mapped[str]
    label: Mapped[str]
    facet: Mapped[Facet] = enumeration(Facet, default=Facet.DOMAIN)
    parent_key: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    key_phrases: Mapped[list[Any]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)
    characteristic: Mapped[Characteristic | None] = enumeration(Characteristic)
    codebook: Mapped[Codebook] = relationship(back_populates="codes")


class Segment(Identified, Base):
    """Part of one revision of an answer: code-point offsets [start, end) into the text as given.

    looked_at: when somebody last decided about all of its tags at once; no tag may fit it.
    language: as the last analysis read it; None before it did, and for an account, of whose words only the
    declared language is in clear: there language, basis and confidence are sealed.
    suggestions_left_out: how many more tags were likely enough than are suggested; None where none.
    suggested_in: the keeping whose suggestions stand (Coding.kept_in).
    """

    __tablename__ = "segment"
    __table_args__ = (
        UniqueConstraint("answer_id", "revision_id", "start", "end"),
        CheckConstraint('start >= 0 AND "end" > start', "offsets"),
    )

    answer_id: Mapped[str] = reference("answer.id")
    revision_id: Mapped[str | None] = reference("revision.id")
    number: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    looked_at: Mapped[datetime | None]
    language: Mapped[str | None]
    language_confident: Mapped[bool | None]
    language_basis: Mapped[LanguageBasis | None] = enumeration(LanguageBasis)
    suggestions_left_out: Mapped[int | None]
    suggested_in: Mapped[str] = mapped_column(default="", server_default="")
    language_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    answer: Mapped[Answer] = relationship()


class Coding(Identified, Base):
    """A code on a segment. Machine rows (no staff) are suggested; people's rows accept or reject.

    `because` are the words that caused a suggestion; for an account they and the memo are sealed.
    kept_in: of the program's, by which keeping it came. It stands while its segment names the same
    (models/standing_codings.py); of people's rows, which always stand, it is empty.
    """

    __tablename__ = "coding"
    __table_args__ = (UniqueConstraint("segment_id", "code_id", "author", "kept_in"),)

    segment_id: Mapped[str] = reference("segment.id")
    code_id: Mapped[str] = reference("code.id")
    author: Mapped[str]
    kept_in: Mapped[str] = mapped_column(default="", server_default="")
    staff_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    state: Mapped[CodingState] = enumeration(CodingState, default=CodingState.SUGGESTED)
    score: Mapped[float | None]
    because: Mapped[str] = mapped_column(default="")
    because_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    memo: Mapped[str] = mapped_column(default="")
    memo_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    at: Mapped[datetime]
    segment: Mapped[Segment] = relationship()
    code: Mapped[Code] = relationship()
