"""What tables are counted from: answers that a run looked at, and the people an experience speaks for."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnsweredItem
from consult.models.coding import Segment
from consult.models.consent import Use
from consult.models.groups import ListeningEvent
from consult.models.release import ReleasedTable
from consult.models.response import Answer, Response
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import Bucket, UseKind


@dataclass(frozen=True)
class Analysed:
    """One answer that was analysed: whose, and to which question."""

    answer_id: str
    response_id: str
    question_id: str


def list_analysed(session: Session, viewer: Viewer, run_id: str) -> list[Analysed]:
    """List the answers of a run that had something to analyse."""
    wanted = (
        select(Answer.id, Answer.response_id, Answer.question_id)
        .join(AnsweredItem, AnsweredItem.answer_id == Answer.id)
        .join(Response, Response.id == Answer.response_id)
        .where(AnsweredItem.run_id == run_id, AnsweredItem.bucket == Bucket.ANALYSED, is_visible(viewer))
        .order_by(Answer.id)
    )
    return [Analysed(*tuple(row)) for row in session.execute(wanted)]


def list_segments(session: Session, viewer: Viewer, run_id: str) -> list[tuple[str, str]]:
    """List the passages of a run's answers as they stand, each with its answer."""
    rows = session.execute(_select_standing(viewer, run_id, Segment.id, Segment.answer_id))
    return [(row[0], row[1]) for row in rows]


@dataclass(frozen=True)
class StandingSegment:
    """A passage as it stands, with where it is."""

    segment_id: str
    answer_id: str
    response_id: str
    question_id: str
    revision_id: str | None
    start: int
    end: int


def list_standing_segments(session: Session, viewer: Viewer, run_id: str) -> list[StandingSegment]:
    """List the passages of a run's answers as they stand, each with where it is."""
    place = (Answer.response_id, Answer.question_id, Segment.revision_id, Segment.start, Segment.end)
    rows = session.execute(_select_standing(viewer, run_id, Segment.id, Segment.answer_id, *place))
    return [StandingSegment(*row) for row in rows]


def _select_standing(viewer: Viewer, run_id: str, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Segment)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(AnsweredItem, AnsweredItem.answer_id == Answer.id)
        .join(Response, Response.id == Answer.response_id)
        .where(
            AnsweredItem.run_id == run_id,
            (Segment.revision_id == Answer.head_revision_id) | Segment.revision_id.is_(None),
            is_visible(viewer),
        )
        .order_by(Segment.id)
    )


def find_people(session: Session, viewer: Viewer, consultation_id: str) -> dict[str, int]:
    """How many people each experience of a listening event speaks for, where that is known."""
    wanted = (
        select(ListeningEvent.response_id, ListeningEvent.people)
        .join(Response, Response.id == ListeningEvent.response_id)
        .where(Response.consultation_id == consultation_id, is_visible(viewer))
    )
    return {row[0]: row[1] for row in session.execute(wanted) if row[1]}


def list_released(session: Session, consultation_id: str) -> list[ReleasedTable]:
    """List the tables of a consultation that were handed out, the first one first."""
    wanted = select(ReleasedTable).where(ReleasedTable.consultation_id == consultation_id)
    return list(session.scalars(wanted.order_by(ReleasedTable.made_at, ReleasedTable.id)))


def list_released_alone(session: Session, rows_by: str) -> list[ReleasedTable]:
    """List the tables of these rows that are each of one consultation, the first one first."""
    wanted = select(ReleasedTable).where(
        ReleasedTable.rows_by == rows_by, ReleasedTable.consultation_id.is_not(None)
    )
    return list(session.scalars(wanted.order_by(ReleasedTable.made_at, ReleasedTable.id)))


def list_released_across(
    session: Session, viewer: Viewer, rows_by: str, consultation_id: str | None = None
) -> list[ReleasedTable]:
    """List the tables of these rows that are of several consultations together, the first one first.

    consultation_id: only those that counted somebody who answered it.
    """
    wanted = select(ReleasedTable).where(
        ReleasedTable.rows_by == rows_by, ReleasedTable.consultation_id.is_(None)
    )
    if consultation_id is not None:
        counted = select(Use.id).join(Response, Response.id == Use.response_id)
        of_this = (Use.kind == UseKind.TABLE, Use.subject_id == ReleasedTable.id, is_visible(viewer))
        given_to = Response.consultation_id == consultation_id
        wanted = wanted.where(exists(counted.where(*of_this, given_to).correlate(ReleasedTable)))
    return list(session.scalars(wanted.order_by(ReleasedTable.made_at, ReleasedTable.id)))
