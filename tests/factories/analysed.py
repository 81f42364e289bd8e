"""A consultation with returns on three subjects, and a full analysis of it through the job."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from consult.jobs.running import Bench, run_job
from consult.models.analysis import AnalysisRun
from consult.models.consultation import Consultation
from consult.queries.runs import find_latest_run
from consult.services.jobs import queueing
from consult.services.keys.key_keeping import AccountKeySource
from consult.vocabulary import JobKind, Sector
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response

SUBJECTS = (
    "Families wait months in hotels because there are not enough homes; rents in our district are too high.",
    "English classes have long waiting lists, and parents cannot go because there is no childcare.",
    "Interpreters are often missing at the doctor, so people leave without knowing what was said.",
)
ENDINGS = (
    "We see this every week.",
    "Our team hears it often.",
    "It has grown worse.",
    "Please plan for it.",
)


def make_told_consultation(session: Session, *, returns: int = 24, slug: str = "told") -> Consultation:
    """An open consultation whose returns speak, in turn, of housing, English classes and interpreters."""
    consultation = make_consultation(session, slug=slug)
    version = make_questionnaire_version(session, consultation)
    sectors = (Sector.LOCAL_AUTHORITY_UPPER, Sector.VOLUNTARY_COMMUNITY, Sector.HEALTH)
    for n in range(returns):
        said = f"{SUBJECTS[n % 3]} {ENDINGS[n % 4]} That is point {n} of our return."
        make_response(
            session, version, {"experience": said}, sector=sectors[n % 3], organisation_name=f"Body {n}"
        )
    return consultation


def run_analysis(
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    consultation_id: str,
    keys: AccountKeySource | None = None,
) -> AnalysisRun | None:
    """Run the analysis job to its end; the run it kept, if it did. keys: open experiences, if given."""
    from consult.jobs.handlers import HANDLERS  # noqa: PLC0415  (heavy: loads the analysis room)

    now = datetime.now(UTC)
    with sessions.begin() as session:
        key = f"test:{now.isoformat()}"
        job = queueing.request_job(session, JobKind.ANALYSE, consultation_id, key=key, staff_id=None, now=now)
        job_id = job.id
    run_job(Bench(sessions, settings, HANDLERS, keys), job_id)
    with sessions.begin() as session:
        run = find_latest_run(session, consultation_id)
        if run is not None:
            session.expunge(run)
        return run
