"""Shared wording: what a run suggests, and what people decided about it. Offsets and ids, never words."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import NO_ARRIVAL_ORDER, Base, Identified, enumeration, reference
from consult.models.campaign_kinds import CampaignVerdict


class CampaignMember(Identified, Base):
    """An answer that one run puts into a group. `spans`: the shared parts of the text as it was then.

    `is_counted`: the answer counts as shared wording by this group. It follows from the kind of the group and
    from decisions, and is worked out again whenever somebody decides; by at most one of an answer's groups.
    `beside`: of letters in two languages the answer that this one was laid beside (`answer_id`), and the
    `pairs` of parts that stand for each other: start and end in this one, start and end in the other.
    """

    __tablename__ = "campaign_member"
    __table_args__ = (UniqueConstraint("run_id", "key", "answer_id"), NO_ARRIVAL_ORDER)

    run_id: Mapped[str] = reference("analysis_run.id")
    key: Mapped[str]
    answer_id: Mapped[str] = reference("answer.id")
    revision_id: Mapped[str | None] = reference("revision.id")
    shared: Mapped[float]
    spans: Mapped[list[Any]] = mapped_column(JSON, default=list)
    is_counted: Mapped[bool] = mapped_column(default=False)
    beside: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class OwnSegment(Identified, Base):
    """A passage that its author added to shared wording, or wrote in its place."""

    __tablename__ = "own_segment"
    __table_args__ = (UniqueConstraint("run_id", "segment_id"), NO_ARRIVAL_ORDER)

    run_id: Mapped[str] = reference("analysis_run.id")
    segment_id: Mapped[str] = reference("segment.id")


class CampaignDecision(Identified, Base):
    """What a person decided about a group, or about one answer of it; never overwritten, the last one stands.

    `members` are the answers that the group had: a later run's group is the same if it has most of them.
    """

    __tablename__ = "campaign_decision"

    consultation_id: Mapped[str] = reference("consultation.id")
    key: Mapped[str]
    answer_id: Mapped[str | None] = reference("answer.id")
    verdict: Mapped[CampaignVerdict] = enumeration(CampaignVerdict)
    staff_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    at: Mapped[datetime]
    members: Mapped[list["DecidedMember"]] = relationship(cascade="all, delete-orphan")


class DecidedMember(Identified, Base):
    """An answer that was in a group when somebody decided about it."""

    __tablename__ = "decided_member"
    __table_args__ = (UniqueConstraint("decision_id", "answer_id"), NO_ARRIVAL_ORDER)

    decision_id: Mapped[str] = reference("campaign_decision.id")
    answer_id: Mapped[str] = reference("answer.id")
