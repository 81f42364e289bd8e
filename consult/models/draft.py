"""The draft of the regional response: sections of JSON blocks, statements and their excerpts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, Identifier, enumeration, reference
from consult.vocabulary import StatementKind


class Draft(Identified, Base):
    """One draft of a consultation's collated response, built from one analysis run.

    `shown_to_people_on`: since when those whose experiences it quotes may see their own sentences in it.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    run_id: Mapped[str] = reference("analysis_run.id", ondelete="RESTRICT")
    number: Mapped[int]
    as_of_on: Mapped[date]
    created_at: Mapped[datetime]
    shown_to_people_on: Mapped[date | None]
    sections: Mapped[list["Section"]] = relationship(
        back_populates="draft", cascade="all, delete-orphan", order_by="Section.position"
    )


class DraftCheck(Identified, Base):
    """How a draft's numbers stood when they were last compared with the record.

    `record_mark` stands for the record of that moment. `changed`: statements that no longer held, each with
    its figures then and now; never anybody's words. `is_locked`: experiences could not be opened. `tables`:
    the cells that each table has by the record, without the names of its rows; null if none was compared.
    """

    __tablename__ = "draft_check"

    draft_id: Mapped[str] = mapped_column(Identifier, ForeignKey("draft.id", ondelete="CASCADE"), unique=True)
    record_mark: Mapped[str]
    is_locked: Mapped[bool] = mapped_column(default=False)
    changed: Mapped[list[Any]] = mapped_column(JSON, default=list)
    tables: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime]


class Section(Identified, Base):
    """A section; its body is the head of its chain of revisions (JSON blocks, never HTML)."""

    __tablename__ = "section"
    __table_args__ = (UniqueConstraint("draft_id", "key"),)

    draft_id: Mapped[str] = reference("draft.id")
    key: Mapped[str]
    title: Mapped[str]
    position: Mapped[int]
    government_question_id: Mapped[str | None] = reference("government_question.id", ondelete="SET NULL")
    draft: Mapped[Draft] = relationship(back_populates="sections")
    statements: Mapped[list["Statement"]] = relationship(
        back_populates="section", cascade="all, delete-orphan", order_by="Statement.position"
    )


class Statement(Identified, Base):
    """A sentence with its kind of evidence, so that it can be computed again and compared."""

    __tablename__ = "statement"
    __table_args__ = (UniqueConstraint("section_id", "key"),)

    section_id: Mapped[str] = reference("section.id")
    key: Mapped[str]
    position: Mapped[int]
    kind: Mapped[StatementKind] = enumeration(StatementKind)
    text: Mapped[str] = mapped_column(default="")
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    section: Mapped[Section] = relationship(back_populates="statements")
    excerpts: Mapped[list["Excerpt"]] = relationship(
        back_populates="statement", cascade="all, delete-orphan", order_by="Excerpt.id"
    )


class Excerpt(Identified, Base):
    """A quoted part of an answer: a reference, never the words. Offsets are code points, [start, end).

    They count into the text of `revision_id`; without one, into the answer as it stands.
    """

    __tablename__ = "excerpt"

    statement_id: Mapped[str] = reference("statement.id")
    response_id: Mapped[str] = reference("response.id")
    question_id: Mapped[str]
    revision_id: Mapped[str | None] = reference("revision.id", ondelete="SET NULL")
    start: Mapped[int]
    end: Mapped[int]
    attribution: Mapped[str] = mapped_column(default="")
    statement: Mapped[Statement] = relationship(back_populates="excerpts")
