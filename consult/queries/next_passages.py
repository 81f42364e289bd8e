"""Passages of a run that nobody looked over, and tags on those that somebody did."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from consult.models.analysis import AnalysisRun, AnsweredItem, Theme, ThemePlacement
from consult.models.coding import MACHINE, Code, Coding, Segment
from consult.models.response import Answer, Response
from consult.models.standing_codings import stands
from consult.queries.blind import keeps_blind
from consult.queries.languages import LANGUAGE
from consult.queries.themes import Placement
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import CodingState, ResponseKind, ResponseState

EVEN = 0.5


@dataclass(frozen=True)
class InDoubt:
    """A passage that nobody decided about; away: how far its most doubtful suggestion is from one half.

    theme: its best, empty where it is in none. away is None where nothing is suggested.
    """

    segment_id: str
    response_id: str
    theme: str
    language: str
    away: float | None
    kind: ResponseKind


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


def list_in_doubt(session: Session, viewer: Viewer, run: AnalysisRun, *, most_each: int) -> list[InDoubt]:
    """The undecided passages that the viewer may see: of each theme and language the most doubtful, and
    as many of those for which nothing is suggested, each of another respondent."""
    every = _select_undecided(viewer, run).subquery()
    kind = (every.c.theme, every.c.language, every.c.away.is_(None))
    doubt = (every.c.away, every.c.segment_id)
    of_person = func.row_number().over(partition_by=(*kind, every.c.response_id), order_by=doubt)
    first = select(every, of_person.label("of_person")).subquery()
    kind = (first.c.theme, first.c.language, first.c.away.is_(None))
    doubt = (first.c.away, first.c.segment_id)
    place = func.row_number().over(partition_by=kind, order_by=doubt).label("place")
    ranked = select(first, place).where(first.c.of_person == 1).subquery()
    columns = [ranked.c[one.name] for one in fields(InDoubt)]
    kept = select(*columns).where(ranked.c.place <= most_each)
    return [InDoubt(*row) for row in session.execute(kept.order_by(ranked.c.away, ranked.c.segment_id))]


def _select_undecided(viewer: Viewer, run: AnalysisRun) -> Select[str, str, Any, str, Any, ResponseKind]:
    """Each undecided passage with its best theme, and how far its most doubtful suggestion is from half."""
    best = _list_best_themes(run)
    away, theme = func.min(func.abs(Coding.score - EVEN)), func.coalesce(best.c.key, "")
    return (
        _of_run(viewer, run)
        .outerjoin(Coding, and_(Coding.segment_id == Segment.id, _is_by_program()))
        .outerjoin(best, best.c.segment_id == Segment.id)
        .where(~_is_decided(), ~keeps_blind(viewer, Segment.id))
        .group_by(Segment.id, Response.id, theme, LANGUAGE, Response.kind)
        .with_only_columns(
            Segment.id.label("segment_id"),
            Response.id.label("response_id"),
            theme.label("theme"),
            LANGUAGE.label("language"),
            away.label("away"),
            Response.kind.label("kind"),
        )
    )


def find_best_themes(
    session: Session, viewer: Viewer, run: AnalysisRun, segment_ids: Collection[str]
) -> dict[str, str]:
    """The key of the best theme of each of these passages; those in no theme are left out."""
    best = _list_best_themes(run)
    wanted = _of_run(viewer, run).join(best, best.c.segment_id == Segment.id)
    found = wanted.where(Segment.id.in_(segment_ids)).with_only_columns(Segment.id, best.c.key)
    return {row[0]: row[1] for row in session.execute(found)}


def _list_best_themes(run: AnalysisRun) -> Subquery:
    """The key of the best theme of each passage that is in one; the first by key of several that are best."""
    stands = (Theme.run_id == run.id, Theme.is_decided == run.is_decided, ThemePlacement.rank == 1)
    found = select(ThemePlacement.segment_id, func.min(Theme.key).label("key"))
    joined = found.join(Theme, Theme.id == ThemePlacement.theme_id).where(*stands)
    return joined.group_by(ThemePlacement.segment_id).subquery()


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
        .outerjoin(Coding, and_(Coding.segment_id == Segment.id, stands()))
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
    return and_(Coding.state == CodingState.SUGGESTED, Coding.author == MACHINE, stands())


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
