"""Answers of returns that read as another language than was declared, and what people settled of them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, AnsweredItem
from consult.models.response import Answer, Response
from consult.models.settled_languages import SettledLanguage
from consult.models.staff import Staff
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import ResponseKind, ResponseState


@dataclass(frozen=True)
class Disputed:
    """An answer that reads as another language than was declared; nobody said yet which it is."""

    response: Response
    question_id: str
    declared: str
    reads_as: str


@dataclass(frozen=True)
class Settled:
    """What somebody said of the language of an answer, as it stands. staff: their name, if on record."""

    question_id: str
    language: str
    staff: str


def count_disputed(session: Session, viewer: Viewer, run: AnalysisRun) -> int:
    """How many answers wait for somebody to say which language they are in."""
    wanted = _select(viewer, run).with_only_columns(func.count())
    return session.scalar(wanted) or 0


def list_disputed(
    session: Session, viewer: Viewer, run: AnalysisRun, response_id: str | None = None
) -> list[Disputed]:
    """The answers that wait, of all returns or of one, by return and question."""
    reads_as = func.coalesce(AnsweredItem.reads_as, "")
    columns = (Response, Answer.question_id, AnsweredItem.language, reads_as)
    wanted = _select(viewer, run).with_only_columns(*columns)
    if response_id is not None:
        wanted = wanted.where(Response.id == response_id)
    rows = session.execute(wanted.order_by(Response.received_on, Response.id, Answer.question_id))
    return [Disputed(*row) for row in rows]


def list_settled(session: Session, viewer: Viewer, response_id: str) -> list[Settled]:
    """What was settled of one return's answers as they stand."""
    columns = (Answer.question_id, SettledLanguage.language, func.coalesce(Staff.name, ""))
    wanted = (
        select(*columns)
        .join(SettledLanguage, SettledLanguage.answer_id == Answer.id)
        .join(Response, Response.id == Answer.response_id)
        .outerjoin(Staff, Staff.id == SettledLanguage.staff_id)
        .where(Response.id == response_id, is_visible(viewer), _is_of_this_text())
    )
    return [Settled(*row) for row in session.execute(wanted.order_by(Answer.question_id))]


def _select(viewer: Viewer, run: AnalysisRun) -> Select[AnsweredItem]:
    is_settled = exists().where(SettledLanguage.answer_id == Answer.id, _is_of_this_text())
    is_return = (Response.kind == ResponseKind.RETURN, Response.state == ResponseState.SUBMITTED)
    return (
        select(AnsweredItem)
        .join(Answer, Answer.id == AnsweredItem.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(AnsweredItem.run_id == run.id, AnsweredItem.reads_as.is_not(None))
        .where(is_visible(viewer), *is_return, ~is_settled)
    )


def _is_of_this_text() -> ColumnElement[bool]:
    return SettledLanguage.revision_id.is_not_distinct_from(Answer.head_revision_id)
