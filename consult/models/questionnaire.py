"""A questionnaire and its versions; a published version never changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.consultation import Consultation
from consult.vocabulary import FormPurpose, VersionState


class Questionnaire(Identified, Base):
    """What one consultation asks, for returns or for accounts."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("consultation_id", "purpose"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    purpose: Mapped[FormPurpose] = enumeration(FormPurpose)
    consultation: Mapped[Consultation] = relationship()
    versions: Mapped[list["QuestionnaireVersion"]] = relationship(
        back_populates="questionnaire", cascade="all, delete-orphan", order_by="QuestionnaireVersion.number"
    )


class QuestionnaireVersion(Identified, Base):
    """One version: the definition as forms.definitions.to_dict gives it, and its digest."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    questionnaire_id: Mapped[str] = reference("questionnaire.id")
    number: Mapped[int]
    state: Mapped[VersionState] = enumeration(VersionState, default=VersionState.DRAFT)
    definition: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)  # read once, and it may be large
    digest: Mapped[str]
    published_at: Mapped[datetime | None]
    questionnaire: Mapped[Questionnaire] = relationship(back_populates="versions")
