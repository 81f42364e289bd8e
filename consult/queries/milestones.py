"""How far a consultation has come, and how many returns each one has: counts only, no words."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun
from consult.models.draft import Draft
from consult.models.questionnaire import Questionnaire, QuestionnaireVersion
from consult.models.response import Response
from consult.queries.responses import ALL, Wanted, select_responses
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import Channel, FormPurpose, ResponseKind, ResponseState, VersionState


@dataclass(frozen=True)
class Milestones:
    """What is there already of one consultation."""

    draft_version_id: str | None
    is_published: bool
    runs_finished: int
    drafts: int


def find_milestones(session: Session, consultation_id: str) -> Milestones:
    """Look up what has been done of setting up, analysing and drafting."""
    versions = _list_versions(session, consultation_id)
    runs = select(func.count(AnalysisRun.id)).where(
        AnalysisRun.consultation_id == consultation_id, AnalysisRun.finished_at.is_not(None)
    )
    drafts = select(func.count(Draft.id)).where(Draft.consultation_id == consultation_id)
    return Milestones(
        draft_version_id=next((one.id for one in versions if one.state is VersionState.DRAFT), None),
        is_published=any(one.state is VersionState.PUBLISHED for one in versions),
        runs_finished=session.scalar(runs) or 0,
        drafts=session.scalar(drafts) or 0,
    )


def count_returns(session: Session, viewer: Viewer) -> dict[str, int]:
    """How many returns this viewer may see of each consultation, by its id; withdrawn ones do not count."""
    counted = session.execute(
        select(Response.consultation_id, func.count(Response.id))
        .where(
            is_visible(viewer),
            Response.kind == ResponseKind.RETURN,
            Response.state == ResponseState.SUBMITTED,
        )
        .group_by(Response.consultation_id)
    )
    return {row[0]: row[1] for row in counted}


def count_by_channel(
    session: Session, viewer: Viewer, consultation_id: str, wanted: Wanted = ALL
) -> list[tuple[Channel, int]]:
    """How many came by each way, most first."""
    counted = _count(session, select_responses(viewer, consultation_id, wanted), "channel")
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def count_states_of_returns(
    session: Session, viewer: Viewer, consultation_id: str
) -> dict[ResponseState, int]:
    """How many returns are being written, received and withdrawn; noughts too."""
    every = Wanted(kind=ResponseKind.RETURN, states=tuple(ResponseState))
    counted = _count(session, select_responses(viewer, consultation_id, every), "state")
    return {state: counted.get(state, 0) for state in ResponseState}


def _count(session: Session, wanted: Select[Response], column: str) -> dict[Any, int]:
    found = wanted.order_by(None).subquery()
    counted = session.execute(select(found.c[column], func.count()).group_by(found.c[column]))
    return {row[0]: row[1] for row in counted}


def _list_versions(session: Session, consultation_id: str) -> list[QuestionnaireVersion]:
    """Versions of the questionnaire for returns, the latest first."""
    wanted = (
        select(QuestionnaireVersion)
        .join(QuestionnaireVersion.questionnaire)
        .where(Questionnaire.consultation_id == consultation_id, Questionnaire.purpose == FormPurpose.RETURN)
        .order_by(QuestionnaireVersion.number.desc())
    )
    return list(session.scalars(wanted))
