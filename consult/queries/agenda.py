"""How each consultation stands today, for the first page of the staff area: counts only, no words."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, ResponseBucket
from consult.models.consultation import Consultation
from consult.models.draft import Draft
from consult.models.response import Response
from consult.queries.responses import Wanted, count_by_day
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import ConsultationState, ResponseKind, ResponseState

WEEK_DAYS = 7
URGENCY = {
    ConsultationState.OPEN: 0,
    ConsultationState.CLOSED: 1,
    ConsultationState.PREPARING: 2,
    ConsultationState.SENT: 3,
}


@dataclass(frozen=True)
class AgendaItem:
    """One consultation: returns received, in the last seven days, and since the latest analysis."""

    consultation: Consultation
    returns: int
    this_week: int
    is_analysed: bool
    unanalysed: int
    is_drafted: bool

    @property
    def is_stale(self) -> bool:
        """Whether returns came in after the latest analysis."""
        return self.is_analysed and self.unanalysed > 0


def list_agenda(session: Session, viewer: Viewer, *, today: date) -> list[AgendaItem]:
    """Every consultation that is not sent: open ones first, the soonest to close before the others."""
    wanted = select(Consultation).where(Consultation.state != ConsultationState.SENT)
    found = sorted(
        session.scalars(wanted), key=lambda one: (URGENCY[one.state], one.closes_on or date.max, one.slug)
    )
    return [_look(session, viewer, one, today) for one in found]


def _look(session: Session, viewer: Viewer, consultation: Consultation, today: date) -> AgendaItem:
    days = count_by_day(session, viewer, consultation.id, Wanted(kind=ResponseKind.RETURN))
    since = today - timedelta(days=WEEK_DAYS - 1)
    run = _find_run(session, consultation.id)
    drafts = select(func.count(Draft.id)).where(Draft.consultation_id == consultation.id)
    return AgendaItem(
        consultation,
        returns=sum(count for _, count in days),
        this_week=sum(count for day, count in days if since <= day <= today),
        is_analysed=run is not None,
        unanalysed=_count_unanalysed(session, viewer, consultation.id, run) if run else 0,
        is_drafted=bool(session.scalar(drafts)),
    )


def _find_run(session: Session, consultation_id: str) -> AnalysisRun | None:
    """The latest run that was finished."""
    wanted = select(AnalysisRun).where(
        AnalysisRun.consultation_id == consultation_id, AnalysisRun.finished_at.is_not(None)
    )
    return session.scalars(wanted.order_by(AnalysisRun.number.desc())).first()


def _count_unanalysed(session: Session, viewer: Viewer, consultation_id: str, run: AnalysisRun) -> int:
    """How many returns the run has not seen."""
    seen = select(ResponseBucket.response_id).where(ResponseBucket.run_id == run.id)
    return (
        session.scalar(
            select(func.count(Response.id)).where(
                is_visible(viewer),
                Response.consultation_id == consultation_id,
                Response.kind == ResponseKind.RETURN,
                Response.state == ResponseState.SUBMITTED,
                Response.id.not_in(seen),
            )
        )
        or 0
    )
