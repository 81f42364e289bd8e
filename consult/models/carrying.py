"""What is carried over from an earlier consultation for one question of another, once it is confirmed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.carrying_kinds import CarriedAnswer, CarriedKind
from consult.models.consultation import Consultation, GovernmentQuestion
from consult.models.region import Organisation
from consult.models.response import Response
from consult.models.versions import DraftVersion


class CarriedMaterial(Identified, Base):
    """One piece. Of a return only the place is kept, never the words; they die with it, and so does this.

    `consultation_id`: for which it is carried over; `home_id`: to which it was said.
    `question_id`, `revision_id`, `start`, `end`: the passage, as a quotation has it. `said`: a statement of
    the region, as it is printed, from a section of the version `version_id`. `asked_at`: its organisation was
    asked by the link `asked_id`; `answered_on`: it answered, which is never changed, but that it may say
    later that nothing of it holds (`ended_on`). `words`: what holds now instead, as the organisation wrote
    it. `recorded_by_id`: of the staff who recorded it, with the minute or e-mail `file_id`. `ended_by`,
    `ended_role`, `ended_file_id`: the same of what ended it. `submission_id`: of the form it was proposed by.
    """

    __tablename__ = "carried_material"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("(kind = 'return') = (response_id IS NOT NULL)", name="of_return"),
        CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="answered"),
    )

    consultation_id: Mapped[str] = reference("consultation.id")
    home_id: Mapped[str] = reference("consultation.id")
    number: Mapped[int]
    government_question_id: Mapped[str | None] = reference("government_question.id", ondelete="SET NULL")
    kind: Mapped[CarriedKind] = enumeration(CarriedKind)
    organisation_id: Mapped[str | None] = reference("organisation.id")
    response_id: Mapped[str | None] = reference("response.id")
    question_id: Mapped[str] = mapped_column(default="")
    revision_id: Mapped[str | None] = reference("revision.id", ondelete="SET NULL")
    start: Mapped[int] = mapped_column(default=0)
    end: Mapped[int] = mapped_column(default=0)
    version_id: Mapped[str | None] = reference("draft_version.id")
    section_key: Mapped[str] = mapped_column(default="")
    said: Mapped[str] = mapped_column(default="")
    proposed_at: Mapped[datetime]
    proposed_by_name: Mapped[str] = mapped_column(default="")
    asked_id: Mapped[str | None] = reference("circulated_to.id", ondelete="SET NULL")
    asked_at: Mapped[datetime | None]
    answer: Mapped[CarriedAnswer | None] = enumeration(CarriedAnswer)
    answered_on: Mapped[date | None]
    words: Mapped[str] = mapped_column(default="")
    given_by: Mapped[str] = mapped_column(default="")
    given_role: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    recorded_by_name: Mapped[str] = mapped_column(default="")
    file_id: Mapped[str | None] = reference("attached_file.id", ondelete="SET NULL", index=False)
    ended_on: Mapped[date | None]
    ended_by: Mapped[str] = mapped_column(default="")
    ended_role: Mapped[str] = mapped_column(default="")
    ended_file_id: Mapped[str | None] = reference("attached_file.id", ondelete="SET NULL", index=False)
    removed_at: Mapped[datetime | None]
    submission_id: Mapped[str | None] = mapped_column(unique=True)
    home: Mapped[Consultation] = relationship(foreign_keys=[home_id])
    government_question: Mapped[GovernmentQuestion | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    response: Mapped[Response | None] = relationship()
    version: Mapped[DraftVersion | None] = relationship()
