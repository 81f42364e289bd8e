"""A consultation and the government's numbered questions that the region's answer must reach."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, Versioned, enumeration, reference
from consult.models.limit_kinds import LimitUnit
from consult.vocabulary import ConsultationState


class Consultation(Identified, Versioned, Base):
    """Deadlines are local dates and end at 24:00 in the region's time zone. Titles are by language tag.

    is_standing_call: asks for experiences at any time, and nothing of government's; see decision 0019.
    uses_told_elsewhere: its response also draws on experiences told elsewhere, of those who allow it.
    last_carried: the last number given to carried material, whose row dies with the return it is from.
    """

    __tablename__ = "consultation"
    __mapper_args__ = {"version_id_col": Versioned.version}

    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[dict[str, Any]] = mapped_column(JSON)
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    consulting_body: Mapped[str] = mapped_column(default="")
    state: Mapped[ConsultationState] = enumeration(ConsultationState, default=ConsultationState.PREPARING)
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    government_deadline_on: Mapped[date | None]
    withdrawal_until_on: Mapped[date | None]
    is_fictional: Mapped[bool] = mapped_column(default=False)
    is_standing_call: Mapped[bool] = mapped_column(default=False)
    uses_told_elsewhere: Mapped[bool] = mapped_column(default=False)
    last_carried: Mapped[int] = mapped_column(default=0)
    government_questions: Mapped[list["GovernmentQuestion"]] = relationship(
        back_populates="consultation", cascade="all, delete-orphan", order_by="GovernmentQuestion.position"
    )


class GovernmentQuestion(Identified, Base):
    """One numbered question of the government's own. limit_number, limit_unit: of an answer."""

    __tablename__ = "government_question"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("(limit_number IS NULL) = (limit_unit IS NULL)", name="limit"),
        CheckConstraint("limit_number > 0", name="limit_number"),
    )

    consultation_id: Mapped[str] = reference("consultation.id")
    number: Mapped[str]
    position: Mapped[int]
    text: Mapped[str]
    limit_number: Mapped[int | None]
    limit_unit: Mapped[LimitUnit | None] = enumeration(LimitUnit)
    consultation: Mapped[Consultation] = relationship(back_populates="government_questions")
