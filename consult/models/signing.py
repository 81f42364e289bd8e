"""A forum's terms for deciding, and its decisions about exact versions: who said what, on which record."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.agreement_kinds import SignOffOutcome, SignOffWay, Vote
from consult.models.base import Base, Identified, enumeration, reference


class ForumTerms(Identified, Base):
    """What a forum's terms of reference allow besides a meeting; without a row, nothing.

    `circulation_days`: how long members have at least to answer in writing. `file_id`: the terms themselves.
    """

    __tablename__ = "forum_terms"
    __table_args__ = (
        UniqueConstraint("forum_id"),
        CheckConstraint("circulation_days >= 0", "days"),
    )

    forum_id: Mapped[str] = reference("forum.id", index=False)
    allows_circulation: Mapped[bool] = mapped_column(default=False)
    allows_chairs_action: Mapped[bool] = mapped_column(default=False)
    circulation_days: Mapped[int] = mapped_column(default=0)
    file_id: Mapped[str | None] = reference("attached_file.id", ondelete="SET NULL", index=False)


class SignOff(Identified, Base):
    """One decision of a forum about one version, known by its `digest`. One at most stands for a response.

    `is_standing`: true for the one that stands, else null (refused, or undone). `quorum`, `counted`: how many
    had to be there, and how many were that count. `began_on`: of a circulation. `withdrawals`: how many rows
    the version's ledger had by then. The words withdrawn later go without another decision.
    """

    __tablename__ = "sign_off"
    __table_args__ = (UniqueConstraint("consultation_id", "is_standing"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    version_id: Mapped[str] = reference("draft_version.id")
    digest: Mapped[str]
    forum_id: Mapped[str | None] = reference("forum.id", ondelete="SET NULL", index=False)
    forum_name: Mapped[str]
    way: Mapped[SignOffWay] = enumeration(SignOffWay)
    began_on: Mapped[date | None]
    decided_on: Mapped[date]
    quorum: Mapped[int]
    counted: Mapped[int]
    outcome: Mapped[SignOffOutcome] = enumeration(SignOffOutcome)
    withdrawals: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    file_id: Mapped[str | None] = reference("attached_file.id", ondelete="SET NULL", index=False)
    is_standing: Mapped[bool | None]
    recorded_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    recorded_by_name: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by_name: Mapped[str] = mapped_column(default="")
    undone_reason: Mapped[str] = mapped_column(default="")
    members: Mapped[list["SignOffMember"]] = relationship(
        cascade="all, delete-orphan", order_by="SignOffMember.name"
    )


class SignOffMember(Identified, Base):
    """What one member said, by the name it had. `counts`: of full standing, with a seat on that day."""

    __tablename__ = "sign_off_member"
    __table_args__ = (UniqueConstraint("sign_off_id", "name"),)

    sign_off_id: Mapped[str] = reference("sign_off.id")
    organisation_id: Mapped[str | None] = reference("organisation.id", ondelete="SET NULL", index=False)
    name: Mapped[str]
    said: Mapped[Vote] = enumeration(Vote)
    counts: Mapped[bool]
