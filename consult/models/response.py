"""One respondent's complete return or account, and its answers.

An account shares this model, but its words are only ever in sealed columns, and it keeps no instant.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import (
    NO_ARRIVAL_ORDER,
    Base,
    Identified,
    Versioned,
    enumeration,
    reference,
)
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.region import Organisation, SubRegion
from consult.vocabulary import Channel, ResponseKind, ResponseState, Sector


class Response(Identified, Versioned, Base):
    """`submission_id` makes a repeated submit the same submit; `external_id` its id in an imported file.

    `notice_version`: the number of the privacy notice it was given under; null where none was shown.
    """

    __tablename__ = "response"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (
        UniqueConstraint("consultation_id", "external_id"),
        CheckConstraint(
            "kind <> 'account' OR (started_at IS NULL AND submitted_at IS NULL)", "account_no_instant"
        ),
        CheckConstraint("kind <> 'account' OR organisation_name = ''", "account_no_name"),
        NO_ARRIVAL_ORDER,
    )

    consultation_id: Mapped[str] = reference("consultation.id")
    questionnaire_version_id: Mapped[str] = reference("questionnaire_version.id", ondelete="RESTRICT")
    kind: Mapped[ResponseKind] = enumeration(ResponseKind)
    state: Mapped[ResponseState] = enumeration(ResponseState, default=ResponseState.IN_PROGRESS)
    channel: Mapped[Channel] = enumeration(Channel)
    language: Mapped[str] = mapped_column(default="en")
    submission_id: Mapped[str] = mapped_column(unique=True)
    external_id: Mapped[str | None]
    content_hash: Mapped[str] = mapped_column(default="")
    organisation_id: Mapped[str | None] = reference("organisation.id", ondelete="SET NULL")
    organisation_name: Mapped[str] = mapped_column(default="")
    sector: Mapped[Sector | None] = enumeration(Sector)
    sub_region_id: Mapped[str | None] = reference("sub_region.id", ondelete="SET NULL")
    place_band: Mapped[str] = mapped_column(default="")
    dissents: Mapped[bool] = mapped_column(default=False)
    received_on: Mapped[date | None] = mapped_column(index=True)
    started_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    codename_lookup: Mapped[str | None] = mapped_column(unique=True)
    notice_version: Mapped[int | None]
    answers: Mapped[list["Answer"]] = relationship(
        back_populates="response", cascade="all, delete-orphan", order_by="Answer.question_id"
    )
    organisation: Mapped[Organisation | None] = relationship()
    sub_region: Mapped[SubRegion | None] = relationship()
    questionnaire_version: Mapped[QuestionnaireVersion] = relationship()


class Answer(Identified, Base):
    """What a response says to one question: the head revision's body, for counting and reading.

    `value` is JSON as the question's handler gives it; for an account it is null and `sealed` holds it.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("response_id", "question_id"),
        CheckConstraint("sealed IS NULL OR value IS NULL", "sealed_or_clear"),
        NO_ARRIVAL_ORDER,
    )

    response_id: Mapped[str] = reference("response.id")
    question_id: Mapped[str]
    language: Mapped[str] = mapped_column(default="")
    value: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    head_revision_id: Mapped[str | None] = reference("revision.id", ondelete="SET NULL", index=False)
    response: Mapped[Response] = relationship(back_populates="answers")
