"""Who may translate an account until when, and its translations, sealed under the account's own key."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import (
    NO_ARRIVAL_ORDER,
    Base,
    Identified,
    Identifier,
    Versioned,
    enumeration,
    reference,
)
from consult.models.translation_kinds import TranslationState


class TranslationAssignment(Identified, Base):
    """One account for one translator, until and including `until_on`, unless it was ended before."""

    __tablename__ = "translation_assignment"
    __table_args__ = NO_ARRIVAL_ORDER

    response_id: Mapped[str] = reference("response.id")
    staff_id: Mapped[str] = reference("staff.id")
    language: Mapped[str]
    until_on: Mapped[date]
    assigned_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    assigned_on: Mapped[date]
    ended_on: Mapped[date | None]


class Translation(Identified, Versioned, Base):
    """One answer of an account in one language, passage by passage.

    `revision_id` is the wording that it was made of; once the answer has another, it is out of date and never
    quoted. The state in clear serves lists and counts while locked: what may be quoted is decided by what is
    sealed. A row without passages says that there is nothing in this answer to translate.
    """

    __tablename__ = "translation"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (UniqueConstraint("response_id", "question_id", "language"), NO_ARRIVAL_ORDER)

    response_id: Mapped[str] = reference("response.id")
    question_id: Mapped[str]
    language: Mapped[str]
    revision_id: Mapped[str] = reference("revision.id")
    state: Mapped[TranslationState] = enumeration(TranslationState, default=TranslationState.BEGUN)
    made_on: Mapped[date]
    made_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    checked_on: Mapped[date | None]
    checked_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class TranslationNeed(Base):
    """By which day the translations of a consultation are needed, where a manager has said so."""

    __tablename__ = "translation_need"

    consultation_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True
    )
    needed_on: Mapped[date]


class ReadingLanguage(Base):
    """A language that the partnership reads without translation; without any row it is English alone."""

    __tablename__ = "reading_language"

    language: Mapped[str] = mapped_column(primary_key=True)
