"""Which run of the analysis counts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, ResponseBucket
from consult.models.response import Response
from consult.queries.channels import COUNTED
from consult.queries.viewer import Viewer, is_visible
from consult.told import Told
from consult.vocabulary import Bucket, ResponseKind


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


def count_in_bucket(session: Session, viewer: Viewer, run_id: str, bucket: Bucket) -> Told:
    """How many experiences a run left in one state."""
    joined = select(*COUNTED).join(ResponseBucket, ResponseBucket.response_id == Response.id)
    here = (ResponseBucket.run_id == run_id, ResponseBucket.bucket == bucket)
    theirs = (is_visible(viewer), Response.kind == ResponseKind.ACCOUNT)
    return Told(*session.execute(joined.where(*here, *theirs)).one())
