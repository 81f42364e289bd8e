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
