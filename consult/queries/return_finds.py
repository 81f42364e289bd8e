"""Personal data found in returns and what people decided about it, of the texts that stand."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, Theme, ThemePlacement
from consult.models.coding import Segment
from consult.models.response import Answer, Response
from consult.models.return_finds import ReturnFind, ReturnFindDecision
from consult.models.staff import Staff
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import ResponseKind, ResponseState

BATCH = 500
Row = TypeVar("Row", ReturnFind, ReturnFindDecision)
Finds = dict[str, list[ReturnFind]]
Decisions = dict[str, list[ReturnFindDecision]]


@dataclass(frozen=True)
class Decider:
    """Who decided, "" where that account is gone, and when."""

    name: str
    at: datetime


def find_kept_finds(session: Session, response_ids: Collection[str]) -> Finds:
    """What the program found in the texts of these returns as they stand, by answer, in order."""
    return _find(session, ReturnFind, response_ids)


def find_decisions(session: Session, response_ids: Collection[str]) -> Decisions:
    """What people decided about the texts of these returns as they stand, by answer, in order."""
    return _find(session, ReturnFindDecision, response_ids)


def list_deciders(session: Session, viewer: Viewer, response_id: str) -> dict[tuple[str, int, int], Decider]:
    """Who decided about each place of a return as it stands, by question and offsets."""
    columns = (Answer.question_id, ReturnFindDecision.start, ReturnFindDecision.end)
    wanted = (
        select(*columns, Staff.name, ReturnFindDecision.decided_at)
        .join(Answer, _stands(ReturnFindDecision))
        .join(Response, Response.id == Answer.response_id)
        .outerjoin(Staff, Staff.id == ReturnFindDecision.decided_by_id)
        .where(Response.id == response_id, is_visible(viewer))
    )
    rows = session.execute(wanted).all()
    return {(question_id, start, end): Decider(name or "", at) for question_id, start, end, name, at in rows}


def select_waiting(viewer: Viewer, run: AnalysisRun) -> Select[str, str]:
    """The return and the id of each passage in a theme of this run that has a find nobody decided about."""
    decided = exists().where(
        ReturnFindDecision.answer_id == ReturnFind.answer_id,
        ReturnFindDecision.revision_id.is_not_distinct_from(ReturnFind.revision_id),
        ReturnFindDecision.start <= ReturnFind.start,
        ReturnFindDecision.end >= ReturnFind.end,
    )
    holds = and_(
        Segment.answer_id == ReturnFind.answer_id,
        Segment.revision_id.is_not_distinct_from(ReturnFind.revision_id),
        Segment.start < ReturnFind.end,
        Segment.end > ReturnFind.start,
    )
    return (
        select(Response.id, Segment.id)
        .select_from(ReturnFind)
        .join(Answer, _stands(ReturnFind))
        .join(Response, Response.id == Answer.response_id)
        .join(Segment, holds)
        .join(ThemePlacement, ThemePlacement.segment_id == Segment.id)
        .join(Theme, Theme.id == ThemePlacement.theme_id)
        .where(
            Theme.run_id == run.id,
            Theme.is_decided == run.is_decided,
            Response.kind == ResponseKind.RETURN,
            Response.state == ResponseState.SUBMITTED,
            is_visible(viewer),
            ~decided,
        )
        .distinct()
        .order_by(Response.id, Segment.id)
    )


def cut(ids: Collection[str]) -> list[list[str]]:
    """Cut ids, in order, into as many at a time as one question to the database may name."""
    wanted = sorted(ids)
    return [wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH)]


def _find(session: Session, model: type[Row], response_ids: Collection[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for batch in cut(response_ids):
        for one in session.scalars(_select(model, batch)):
            found[one.answer_id].append(one)
    return found


def _select(model: type[Row], response_ids: Collection[str]) -> Select[Row]:
    of_these = select(model).join(Answer, _stands(model)).where(Answer.response_id.in_(response_ids))
    return of_these.order_by(model.answer_id, model.start, model.end, model.id)


def _stands(model: type[ReturnFind] | type[ReturnFindDecision]) -> ColumnElement[bool]:
    """The condition that a row is about the text of the answer that stands."""
    same = model.revision_id.is_not_distinct_from(Answer.head_revision_id)
    return and_(Answer.id == model.answer_id, same)
