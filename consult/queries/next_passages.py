"""Passages of a run that nobody looked over, and tags on those that somebody did."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from consult.models.analysis import AnalysisRun, AnsweredItem, Theme, ThemePlacement
from consult.models.coding import MACHINE, Code, Coding, Segment
from consult.models.response import Answer, Response
from consult.queries.blind import keeps_blind
from consult.queries.languages import LANGUAGE
from consult.queries.themes import Placement
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import CodingState, ResponseState

EVEN = 0.5


@dataclass(frozen=True)
class InDoubt:
    """A passage that nobody decided about; away: how far its most doubtful suggestion is from one half."""

    segment_id: str
    response_id: str
    language: str
    away: float


@dataclass(frozen=True)
class TagOnPassage:
    """One tag on a passage that somebody looked over: suggested by the program, or decided by a person.

    A passage with no tag is there once, with no code and no state.
    """

    answer_id: str
    number: int
    language: str
    code_id: str | None
    state: CodingState | None
    score: float | None


def list_in_doubt(session: Session, viewer: Viewer, run: AnalysisRun, *, most: int) -> list[InDoubt]:
    """The undecided passages that the viewer may see, the most doubtful first."""
    away = func.min(func.abs(Coding.score - EVEN))
    wanted = (
        _of_run(viewer, run)
        .join(Coding, Coding.segment_id == Segment.id)
        .where(_is_by_program(), ~_is_decided(), ~keeps_blind(viewer, Segment.id))
    )
    columns = (Segment.id, Response.id, LANGUAGE)
    rows = wanted.with_only_columns(*columns, away).group_by(*columns).order_by(away, Segment.id)
    return [InDoubt(*row) for row in session.execute(rows.limit(most))]


def find_best_themes(
    session: Session, viewer: Viewer, run: AnalysisRun, segment_ids: Collection[str]
) -> dict[str, str]:
    """The key of the best theme of each of these passages; those in no theme are left out."""
    wanted = (
        _of_run(viewer, run)
        .join(ThemePlacement, and_(ThemePlacement.segment_id == Segment.id, ThemePlacement.rank == 1))
        .join(Theme, Theme.id == ThemePlacement.theme_id)
        .where(Theme.run_id == run.id, Theme.is_decided == run.is_decided, Segment.id.in_(segment_ids))
        .with_only_columns(Segment.id, Theme.key)
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def list_not_looked_over(session: Session, viewer: Viewer, run: AnalysisRun) -> list[tuple[str, str, int]]:
    """Every passage that nobody looked over and the viewer may see: its id, its answer, its number there."""
    wanted = _of_run(viewer, run).where(Segment.looked_at.is_(None), ~keeps_blind(viewer, Segment.id))
    columns = wanted.with_only_columns(Segment.id, Segment.answer_id, Segment.number)
    return [(row[0], row[1], row[2]) for row in session.execute(columns)]


def list_places(
    session: Session, viewer: Viewer, run: AnalysisRun, segment_ids: Collection[str]
) -> dict[str, Placement]:
    """Where these passages are, by their ids; without those that the viewer may not see."""
    wanted = _of_run(viewer, run).where(Segment.id.in_(segment_ids))
    columns = (Segment.id, Segment.answer_id, Response.id, Segment.revision_id, Segment.start, Segment.end)
    return {row[0]: Placement(*row, score=0.0) for row in session.execute(wanted.with_only_columns(*columns))}


def list_tags_looked_over(session: Session, viewer: Viewer, run: AnalysisRun) -> list[TagOnPassage]:
    """All tags on the passages that somebody looked over; where people differ the latest comes last."""
    wanted = (
        _of_run(viewer, run)
        .outerjoin(Coding, Coding.segment_id == Segment.id)
        .where(
            Segment.looked_at.is_not(None),
            or_(Coding.id.is_(None), _is_by_program(), Coding.state != CodingState.SUGGESTED),
        )
        .with_only_columns(
            Segment.answer_id, Segment.number, LANGUAGE, Coding.code_id, Coding.state, Coding.score
        )
        .order_by(Coding.at, Coding.id)
    )
    return [TagOnPassage(*row) for row in session.execute(wanted)]


def list_suggested(session: Session, viewer: Viewer, segment_id: str) -> set[str]:
    """The keys of the tags that the program suggests for a passage."""
    wanted = (
        select(Code.key)
        .join(Coding, Coding.code_id == Code.id)
        .join(Segment, Segment.id == Coding.segment_id)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(Segment.id == segment_id, _is_by_program(), is_visible(viewer))
    )
    return set(session.scalars(wanted))


def _is_by_program() -> ColumnElement[bool]:
    """The condition on Coding that leaves what the program suggests, and not what a theme made a tag."""
    return and_(Coding.state == CodingState.SUGGESTED, Coding.author == MACHINE)


def _of_run(viewer: Viewer, run: AnalysisRun) -> Select[Segment]:
    """The passages that a run found in texts as they stand, as far as the viewer may see whose they are.

    Not of what was told elsewhere: tags are suggested for that in its own consultation.
    """
    return (
        select(Segment)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .join(AnsweredItem, AnsweredItem.answer_id == Answer.id)
        .where(
            AnsweredItem.run_id == run.id,
            or_(Segment.revision_id == Answer.head_revision_id, Segment.revision_id.is_(None)),
            Response.consultation_id == run.consultation_id,
            Response.state == ResponseState.SUBMITTED,
            is_visible(viewer),
        )
    )


def _is_decided() -> ColumnElement[bool]:
    decision = aliased(Coding)
    decided = exists().where(decision.segment_id == Segment.id, decision.state != CodingState.SUGGESTED)
    return or_(decided, Segment.looked_at.is_not(None))
