"""Answers that share wording, which of them count as such, and what people added in their own words."""

from dataclasses import dataclass

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.analysis import AnsweredItem
from consult.models.campaign_kinds import CampaignVerdict
from consult.models.campaigns import CampaignDecision, CampaignMember, OwnSegment
from consult.models.coding import Segment
from consult.models.response import Answer, Response
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import Bucket, ResponseState

Span = tuple[int, int]


@dataclass(frozen=True)
class Member:
    """An answer of a group. spans: where its shared parts are; has_own: its author added own words.

    beside: the answer in another language that it was laid beside; pairs: their parts, place by place.
    """

    key: str
    answer_id: str
    response_id: str
    revision_id: str | None
    shared: float
    spans: tuple[tuple[int, int], ...]
    is_counted: bool
    has_own: bool
    beside: str = ""
    pairs: tuple[tuple[Span, Span], ...] = ()


def list_members(session: Session, viewer: Viewer, run_id: str, key: str | None = None) -> list[Member]:
    """List the members of a run's groups, or of one, by group; the most of the shared wording first."""
    own = set(find_own(session, viewer, run_id).values())
    wanted = (
        select(CampaignMember, Answer.response_id)
        .join(Answer, Answer.id == CampaignMember.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(CampaignMember.run_id == run_id, Response.state == ResponseState.SUBMITTED, is_visible(viewer))
        .order_by(CampaignMember.key, CampaignMember.shared.desc(), CampaignMember.answer_id)
    )
    if key is not None:
        wanted = wanted.where(CampaignMember.key == key)
    return [
        Member(
            one.key,
            one.answer_id,
            response_id,
            one.revision_id,
            one.shared,
            tuple((start, end) for start, end in one.spans),
            one.is_counted,
            one.answer_id in own,
            *_read_beside(one),
        )
        for one, response_id in session.execute(wanted)
    ]


def _read_beside(one: CampaignMember) -> tuple[str, tuple[tuple[Span, Span], ...]]:
    kept = one.beside or {"answer_id": "", "pairs": []}
    return kept["answer_id"], tuple(((a, b), (c, d)) for a, b, c, d in kept["pairs"])


def get_members(session: Session, viewer: Viewer, run_id: str, key: str) -> list[Member]:
    """List the members of one group. Raises: NotFound (C402) for a group that the viewer sees nothing of."""
    members = list_members(session, viewer, run_id, key)
    if not members:
        raise NotFound("C402")
    return members


def find_counted(session: Session, viewer: Viewer, run_id: str) -> dict[str, str]:
    """Map each answer that counts as shared wording to the group it counts in."""
    wanted = (
        select(CampaignMember.answer_id, CampaignMember.key)
        .join(Answer, Answer.id == CampaignMember.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(CampaignMember.run_id == run_id, CampaignMember.is_counted, is_visible(viewer))
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def find_own(session: Session, viewer: Viewer, run_id: str) -> dict[str, str]:
    """Map each passage of people's own words beside shared wording to its answer."""
    wanted = (
        select(OwnSegment.segment_id, Segment.answer_id)
        .join(Segment, Segment.id == OwnSegment.segment_id)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(OwnSegment.run_id == run_id, is_visible(viewer))
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def find_wholly_shared(session: Session, viewer: Viewer, run_id: str) -> set[str]:
    """The responses of which a run found nothing but shared wording."""
    found = _judge_analysed(viewer, run_id).subquery()
    return set(session.scalars(select(found.c.response_id).where(found.c.has_own == 0)))


def count_wholly_shared(session: Session, viewer: Viewer, run_id: str) -> tuple[int, int]:
    """How many responses a run analysed, and of how many of them it found nothing but shared wording."""
    found = _judge_analysed(viewer, run_id).subquery()
    counted = select(func.count(), func.count().filter(found.c.has_own == 0)).select_from(found)
    every, wholly = session.execute(counted).one()
    return every, wholly


def _judge_analysed(viewer: Viewer, run_id: str) -> Select[str, int]:
    """Each analysed response, and whether anything in it is not shared wording."""
    added = select(Segment.answer_id).join(OwnSegment, OwnSegment.segment_id == Segment.id)
    counts = and_(CampaignMember.run_id == run_id, CampaignMember.is_counted)
    is_own = or_(CampaignMember.id.is_(None), Answer.id.in_(added.where(OwnSegment.run_id == run_id)))
    return (
        select(Answer.response_id, func.max(case((is_own, 1), else_=0)).label("has_own"))
        .join(AnsweredItem, AnsweredItem.answer_id == Answer.id)
        .join(Response, Response.id == Answer.response_id)
        .outerjoin(CampaignMember, and_(CampaignMember.answer_id == Answer.id, counts))
        .where(AnsweredItem.run_id == run_id, AnsweredItem.bucket == Bucket.ANALYSED, is_visible(viewer))
        .group_by(Answer.response_id)
    )


def list_decisions(session: Session, consultation_id: str) -> list[CampaignDecision]:
    """List what people decided, the first one first."""
    wanted = select(CampaignDecision).where(CampaignDecision.consultation_id == consultation_id)
    return list(session.scalars(wanted.order_by(CampaignDecision.at, CampaignDecision.id)))


def select_decided(consultation_id: str) -> Select[str, CampaignVerdict]:
    """What people decided, as far as figures follow from it."""
    wanted = select(CampaignDecision.id, CampaignDecision.verdict)
    return wanted.where(CampaignDecision.consultation_id == consultation_id).order_by(CampaignDecision.id)
