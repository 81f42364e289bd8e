"""What trends are counted from: the last run of each consultation, and where each tag was looked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, AnsweredItem
from consult.models.coding import Code, Coding, Segment
from consult.models.consultation import Consultation
from consult.models.response import Answer, Response
from consult.models.standing_codings import stands
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import CodingState, ResponseKind, ResponseState


@dataclass(frozen=True)
class AnalysedConsultation:
    """A consultation with the last complete run of its analysis."""

    consultation: Consultation
    run: AnalysisRun


def list_analysed_consultations(session: Session) -> list[AnalysedConsultation]:
    """List what was analysed; what is made up only where there is nothing else."""
    last = (
        select(AnalysisRun.consultation_id, func.max(AnalysisRun.number).label("number"))
        .where(AnalysisRun.finished_at.is_not(None))
        .group_by(AnalysisRun.consultation_id)
        .subquery()
    )
    wanted = (
        select(Consultation, AnalysisRun)
        .join(AnalysisRun, AnalysisRun.consultation_id == Consultation.id)
        .join(
            last,
            (last.c.consultation_id == AnalysisRun.consultation_id) & (last.c.number == AnalysisRun.number),
        )
        .order_by(Consultation.opens_on.nulls_last(), Consultation.slug)
    )
    found = [AnalysedConsultation(row[0], row[1]) for row in session.execute(wanted)]
    return [one for one in found if not one.consultation.is_fictional] or found


def select_of_all(
    viewer: Viewer, sources: Sequence[AnalysedConsultation], kind: ResponseKind | None
) -> Select[Response]:
    """Select what these consultations received, and what was told elsewhere that they looked at, by id."""
    looked_at = (
        select(Answer.response_id)
        .join(AnsweredItem, AnsweredItem.answer_id == Answer.id)
        .where(AnsweredItem.run_id.in_([one.run.id for one in sources]))
    )
    received = Response.consultation_id.in_([one.consultation.id for one in sources])
    kinds = () if kind is None else (Response.kind == kind,)
    sent = (Response.state == ResponseState.SUBMITTED, or_(received, Response.id.in_(looked_at)))
    return select(Response).where(is_visible(viewer), *sent, *kinds).order_by(Response.id)


def find_consultations(session: Session, viewer: Viewer, responses: Select[Response]) -> dict[str, str]:
    """Map each of these responses to the consultation it was given to."""
    wanted = responses.where(is_visible(viewer)).with_only_columns(Response.id, Response.consultation_id)
    return {row[0]: row[1] for row in session.execute(wanted)}


def find_looked_at(session: Session, viewer: Viewer, run_id: str) -> set[str]:
    """The passages of a run that a person decided about, or found no tag for."""
    decided = select(Coding.segment_id).where(Coding.state != CodingState.SUGGESTED)
    wanted = _of_run(select(Segment.id), viewer, run_id).where(
        or_(Segment.looked_at.is_not(None), Segment.id.in_(decided))
    )
    return set(session.scalars(wanted))


def find_sought(session: Session, viewer: Viewer, run: AnalysisRun, codes: Iterable[str]) -> set[str]:
    """Which of these tags were looked for: known before the run began, or put on one of its passages."""
    wanted = _of_run(select(Code.key).distinct(), viewer, run.id)
    placed = set(
        session.scalars(
            wanted.join(Coding, Coding.segment_id == Segment.id)
            .join(Code, Code.id == Coding.code_id)
            .where(stands())
        )
    )
    made = select(ThemeDecision.content, ThemeDecision.decided_at).where(
        ThemeDecision.step == ThemeStep.TAGGED, ThemeDecision.undone_at.is_(None)
    )
    later = {content["code"] for content, at in session.execute(made) if at > run.started_at}
    return {code for code in codes if code in placed or code not in later}


def _of_run(wanted: Select[str], viewer: Viewer, run_id: str) -> Select[str]:
    """From passages of what a run looked at, as far as this viewer may see whose they are."""
    return (
        wanted.select_from(Segment)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(AnsweredItem, AnsweredItem.answer_id == Answer.id)
        .join(Response, Response.id == Answer.response_id)
        .where(AnsweredItem.run_id == run_id, is_visible(viewer))
    )
