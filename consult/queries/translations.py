"""Who translates which account until when, and how far it is: by what lies in clear, never by words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.models.response import Answer, Response
from consult.models.staff import Staff
from consult.models.translation import Translation, TranslationAssignment
from consult.models.translation_kinds import TranslationState
from consult.queries.viewer import Viewer, is_answered_for, is_assigned, is_visible
from consult.vocabulary import ResponseState


@dataclass(frozen=True)
class Standing:
    """One answer in one language: how far its translation is, and whether it is of the present wording."""

    response_id: str
    question_id: str
    language: str
    state: TranslationState
    is_current: bool


def list_assignments(
    session: Session, viewer: Viewer, response_id: str
) -> list[tuple[TranslationAssignment, str]]:
    """Every assignment of an account with the translator's name, the latest first."""
    rows = (
        select(TranslationAssignment, Staff.name)
        .join(Response, Response.id == TranslationAssignment.response_id)
        .join(Staff, Staff.id == TranslationAssignment.staff_id)
        .where(is_visible(viewer), TranslationAssignment.response_id == response_id)
        .order_by(TranslationAssignment.assigned_on.desc(), TranslationAssignment.id)
    )
    return [(one, name) for one, name in session.execute(rows)]


def list_stopped(session: Session, viewer: Viewer, response_id: str) -> set[str]:
    """The assignments of an account that nobody answers for since the person said who must not read it."""
    rows = (
        select(TranslationAssignment.id)
        .join(Response, Response.id == TranslationAssignment.response_id)
        .where(is_visible(viewer), TranslationAssignment.response_id == response_id, ~is_answered_for())
    )
    return set(session.scalars(rows))


def list_assigned(
    session: Session, viewer: Viewer, *, today: date
) -> Sequence[tuple[TranslationAssignment, Response]]:
    """What is assigned to this viewer today, the soonest to end first."""
    rows = (
        select(TranslationAssignment, Response)
        .join(Response, Response.id == TranslationAssignment.response_id)
        .where(is_assigned(viewer, today=today), Response.state == ResponseState.SUBMITTED)
        .order_by(TranslationAssignment.until_on, TranslationAssignment.id)
    )
    return [(one, response) for one, response in session.execute(rows)]


def find_standings(session: Session, asked: Select[str]) -> list[Standing]:
    """How far the translations of the accounts asked for are."""
    columns = (Translation.response_id, Translation.question_id, Translation.language, Translation.state)
    rows = (
        select(*columns, Translation.revision_id == Answer.head_revision_id)
        .join(
            Answer,
            (Answer.response_id == Translation.response_id) & (Answer.question_id == Translation.question_id),
        )
        .where(Translation.response_id.in_(asked))
        .order_by(Translation.response_id, Translation.question_id, Translation.language)
    )
    return [Standing(*row) for row in session.execute(rows)]
