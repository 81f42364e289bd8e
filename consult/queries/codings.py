"""Suggested and decided codes on passages."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from consult.models.coding import Code, Coding, Segment
from consult.models.response import Answer, Response
from consult.models.staff import Staff
from consult.models.standing_codings import stands
from consult.queries.blind import keeps_blind
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import CodingState, Facet, ResponseState


@dataclass(frozen=True)
class CodingShown:
    """One code on one passage, by the machine (score, because) or by a person (decided_by)."""

    coding_id: str
    segment_id: str
    response_id: str
    code_key: str
    label: str
    facet: Facet
    state: CodingState
    score: float | None
    because: str = field(repr=False)
    because_sealed: bytes | None = field(repr=False)
    staff_id: str | None
    decided_by: str


@dataclass(frozen=True)
class CodeCount:
    """How often a code was suggested, accepted and rejected; passages, not people."""

    key: str
    label: str
    facet: Facet
    suggested: int
    accepted: int
    rejected: int


def list_codings(session: Session, viewer: Viewer, segment_ids: Collection[str]) -> list[CodingShown]:
    """Every coding of these passages that the viewer may see, the best suggestion first.

    None of a passage that the viewer is to tag blind, until both who tag it are done.
    """
    wanted = (
        select(
            Coding.id,
            Coding.segment_id,
            Response.id,
            Code.key,
            Code.label,
            Code.facet,
            Coding.state,
            Coding.score,
            Coding.because,
            Coding.because_sealed,
            Coding.staff_id,
            func.coalesce(Staff.name, ""),
        )
        .join(Code, Code.id == Coding.code_id)
        .join(Segment, Segment.id == Coding.segment_id)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .outerjoin(Staff, Staff.id == Coding.staff_id)
        .where(
            Coding.segment_id.in_(segment_ids),
            stands(),
            is_visible(viewer),
            ~keeps_blind(viewer, Coding.segment_id),
        )
        .order_by(Coding.segment_id, Coding.score.desc().nulls_last(), Code.position, Coding.at, Coding.id)
    )
    return [CodingShown(*tuple(row)) for row in session.execute(wanted)]


def find_left_out(session: Session, viewer: Viewer, segment_ids: Collection[str]) -> dict[str, int]:
    """How many more tags were likely enough for each of these passages; of none that list_codings hides."""
    wanted = (
        select(Segment.id, Segment.suggestions_left_out)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(
            Segment.id.in_(segment_ids),
            Segment.suggestions_left_out > 0,
            is_visible(viewer),
            ~keeps_blind(viewer, Segment.id),
        )
    )
    return {row[0]: row[1] or 0 for row in session.execute(wanted)}


def count_codings(session: Session, viewer: Viewer, consultation_id: str) -> list[CodeCount]:
    """How the codes of a consultation stand, in the codebook's order."""
    states = [func.coalesce(func.sum(case((Coding.state == state, 1), else_=0)), 0) for state in CodingState]
    wanted = (
        select(Code.key, Code.label, Code.facet, *states)
        .join(Coding, Coding.code_id == Code.id)
        .join(Segment, Segment.id == Coding.segment_id)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(
            Response.consultation_id == consultation_id,
            Response.state == ResponseState.SUBMITTED,
            stands(),
            is_visible(viewer),
        )
        .group_by(Code.id, Code.key, Code.label, Code.facet, Code.position)
        .order_by(Code.position, Code.key)
    )
    return [CodeCount(*row) for row in session.execute(wanted)]
