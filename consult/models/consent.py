"""Permission by purpose, and the record of every use of somebody's words."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import NO_ARRIVAL_ORDER, Base, Identified, enumeration, reference
from consult.models.telling_kinds import AttributionLevel, Manner
from consult.vocabulary import Purpose, UseKind


class Consent(Identified, Base):
    """What a respondent allowed for one purpose, on which terms; a change is a new row, a version higher.

    any_until_on: the last day on which any response of the partnership may use it; null for only the
    consultation that it was given to. recipients: keys of whom the words may be shared with.
    """

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("response_id", "purpose", "version"), NO_ARRIVAL_ORDER)

    response_id: Mapped[str] = reference("response.id")
    purpose: Mapped[Purpose] = enumeration(Purpose)
    granted: Mapped[bool]
    version: Mapped[int] = mapped_column(default=1)
    given_on: Mapped[date]
    any_until_on: Mapped[date | None]
    level: Mapped[AttributionLevel | None] = enumeration(AttributionLevel)
    recipients: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    manner: Mapped[Manner | None] = enumeration(Manner)


class Use(Identified, Base):
    """Words of one response were used: in what, for which purpose, under which consent version.

    question_id, start and end are empty where a whole response was used (an export, an analysis).
    """

    __tablename__ = "use"

    response_id: Mapped[str] = reference("response.id")
    question_id: Mapped[str] = mapped_column(default="")
    start: Mapped[int | None]
    end: Mapped[int | None]
    kind: Mapped[UseKind] = enumeration(UseKind)
    purpose: Mapped[Purpose] = enumeration(Purpose)
    subject_id: Mapped[str] = mapped_column(default="", index=True)
    consent_version: Mapped[int] = mapped_column(default=0)
    staff_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    at: Mapped[datetime]
