"""Which run of the analysis counts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun


def find_latest_run(session: Session, consultation_id: str) -> AnalysisRun | None:
    """The last complete run of a consultation, if any."""
    wanted = select(AnalysisRun).where(
        AnalysisRun.consultation_id == consultation_id, AnalysisRun.finished_at.is_not(None)
    )
    return session.scalars(wanted.order_by(AnalysisRun.number.desc())).first()


def find_run_before(session: Session, run: AnalysisRun) -> AnalysisRun | None:
    """The last complete run of the same consultation before this one, if any."""
    wanted = select(AnalysisRun).where(
        AnalysisRun.consultation_id == run.consultation_id,
        AnalysisRun.finished_at.is_not(None),
        AnalysisRun.number < run.number,
    )
    return session.scalars(wanted.order_by(AnalysisRun.number.desc())).first()
