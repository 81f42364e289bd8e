"""Themes of a run and the passages placed in them, as far as the viewer may see whose they are."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, distinct, func, not_, or_, select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.analysis import AnalysisRun, AnsweredItem, ResponseBucket, Theme, ThemePlacement
from consult.models.campaigns import CampaignMember, OwnSegment
from consult.models.coding import Segment
from consult.models.response import Answer, Response
from consult.queries.channels import VOUCHED
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import Bucket, Channel, ResponseKind, ResponseState


@dataclass(frozen=True)
class ThemeSize:
    """How many respondents raised a theme; `own` leaves out shared wording; `accounts` are within `all`,
    and of them `vouched` came through community groups and `elsewhere` were told elsewhere."""

    all: int = 0
    own: int = 0
    accounts: int = 0
    vouched: int = 0
    elsewhere: int = 0


@dataclass(frozen=True)
class Placement:
    """One passage in a theme: where it is, never what it says."""

    segment_id: str
    answer_id: str
    response_id: str
    revision_id: str | None
    start: int
    end: int
    score: float


def get_theme(session: Session, run_id: str, key: str) -> Theme:
    """Return the theme with this key (T01…) that stands in a run. Raises: NotFound (C402)."""
    stands = (Theme.run_id == run_id, Theme.key == key, Theme.is_decided == AnalysisRun.is_decided)
    theme = session.scalars(select(Theme).join(Theme.run).where(*stands)).one_or_none()
    if theme is None:
        raise NotFound("C402")
    return theme


def count_sizes(
    session: Session, viewer: Viewer, run: AnalysisRun, *, only: Theme | None = None
) -> dict[str, ThemeSize]:
    """Count respondents by the id of each theme that stands, with and without shared wording.

    only: count one theme.
    """
    is_own = or_(CampaignMember.id.is_(None), OwnSegment.id.is_not(None))
    is_account = Response.kind == ResponseKind.ACCOUNT
    is_vouched = and_(is_account, VOUCHED)
    is_elsewhere = Response.consultation_id != run.consultation_id
    conditions = (None, is_own, is_account, is_vouched, is_elsewhere)
    counted = (
        select_placed(viewer, run.id)
        .where(Theme.is_decided == run.is_decided if only is None else Theme.id == only.id)
        .outerjoin(CampaignMember, _counts_as_shared(run.id))
        .outerjoin(OwnSegment, _is_own_words(run.id))
        .with_only_columns(Theme.id, *map(_count_if, conditions))
        .group_by(Theme.id)
    )
    return {theme_id: ThemeSize(*counts) for theme_id, *counts in session.execute(counted)}


def select_placements(viewer: Viewer, theme: Theme) -> Select[ThemePlacement]:
    """The passages of one theme that the viewer may see, the best placed first, ties by passage id."""
    placed = select_placed(viewer, theme.run_id).where(Theme.id == theme.id)
    return placed.order_by(ThemePlacement.score.desc(), Segment.id)


def select_leftover(viewer: Viewer, run: AnalysisRun) -> Select[ThemePlacement]:
    """The passages of a run, as their texts stand, that are in no theme that stands; by answer, in order."""
    themes = select(Theme.id).where(Theme.run_id == run.id, Theme.is_decided == run.is_decided)
    placed = and_(ThemePlacement.segment_id == Segment.id, ThemePlacement.theme_id.in_(themes))
    return (
        select(ThemePlacement)
        .select_from(Segment)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .join(AnsweredItem, AnsweredItem.answer_id == Answer.id)
        .outerjoin(ThemePlacement, placed)
        .where(
            AnsweredItem.run_id == run.id,
            AnsweredItem.bucket == Bucket.ANALYSED,
            or_(Segment.revision_id == Answer.head_revision_id, Segment.revision_id.is_(None)),
            Response.state == ResponseState.SUBMITTED,
            ThemePlacement.id.is_(None),
            is_visible(viewer),
        )
        .order_by(Segment.answer_id, Segment.number, Segment.id)
    )


def list_placements(
    session: Session, placements: Select[ThemePlacement], *, skip: int, most: int
) -> list[Placement]:
    """Give one page of placements; what is in no theme fits with a score of nought."""
    columns = placements.with_only_columns(
        Segment.id,
        Segment.answer_id,
        Response.id,
        Segment.revision_id,
        Segment.start,
        Segment.end,
        func.coalesce(ThemePlacement.score, 0.0),
    )
    return [Placement(*row) for row in session.execute(columns.offset(skip).limit(most))]


def count_placements(session: Session, placements: Select[ThemePlacement]) -> int:
    """How many passages there are."""
    return session.scalar(placements.order_by(None).with_only_columns(func.count())) or 0


def count_buckets(
    session: Session, viewer: Viewer, run: AnalysisRun, *, elsewhere: bool = False
) -> dict[Bucket, tuple[int, int]]:
    """Count the responses that a run dealt with by where each stands, all and without the open form; they
    add up to what was received.

    elsewhere: instead, the experiences told elsewhere that it drew on.
    """
    is_own = Response.consultation_id == run.consultation_id
    without_open = func.count(Response.id).filter(Response.channel != Channel.OPEN)
    wanted = (
        select(ResponseBucket.bucket, func.count(Response.id), without_open)
        .join(Response, Response.id == ResponseBucket.response_id)
        .where(ResponseBucket.run_id == run.id, is_visible(viewer), not_(is_own) if elsewhere else is_own)
        .group_by(ResponseBucket.bucket)
        .order_by(ResponseBucket.bucket)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(wanted)}


def select_placed(viewer: Viewer, run_id: str) -> Select[ThemePlacement]:
    """Every passage in a theme of a run that the viewer may see, joined to its theme and response."""
    return (
        select(ThemePlacement)
        .join(Theme, Theme.id == ThemePlacement.theme_id)
        .join(Segment, Segment.id == ThemePlacement.segment_id)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(Theme.run_id == run_id, Response.state == ResponseState.SUBMITTED, is_visible(viewer))
    )


def _counts_as_shared(run_id: str) -> ColumnElement[bool]:
    """The condition that joins an answer to the group it counts in."""
    return and_(
        CampaignMember.answer_id == Answer.id, CampaignMember.run_id == run_id, CampaignMember.is_counted
    )


def _is_own_words(run_id: str) -> ColumnElement[bool]:
    """The condition that joins a passage to its mark as its author's own words."""
    return and_(OwnSegment.segment_id == Segment.id, OwnSegment.run_id == run_id)


def _count_if(condition: ColumnElement[bool] | None) -> ColumnElement[int]:
    counted = func.count(distinct(Response.id))
    return counted if condition is None else counted.filter(condition)
