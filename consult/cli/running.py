"""Run a job in this terminal: the same row and handler as the worker's, its progress shown as it goes."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from consult.cli.key_store import open_account_keys
from consult.cli.opening import get_now
from consult.cli.talking import make_teller
from consult.errors import CodedError
from consult.jobs.courses import STEPS
from consult.jobs.handlers import HANDLERS
from consult.jobs.running import Bench, run_claimed
from consult.services.jobs import claiming, queueing
from consult.services.jobs.claiming import Taking
from consult.vocabulary import JobKind, JobState


def run_here(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], kind: JobKind, subject_id: str
) -> dict[str, Any]:
    """Ask for a job and run it to its end; returns what it made.

    Raises: CodedError (C604) when it did not end well, with the job's own code and words; (C603) when this
    machine slept so long that a worker took the job over.
    """
    now = get_now()
    with sessions.begin() as session:  # asked for and claimed at once, before any worker sees it
        key = f"{kind.value}:{subject_id}:terminal:{now.isoformat()}"
        job_id = queueing.request_job(session, kind, subject_id, key=key, staff_id=None, now=now).id
        claim = claiming.claim_job(session, job_id, Taking(), now=now)
    if claim is not None:
        with open_account_keys(settings) as keys:
            run_claimed(
                Bench(sessions, settings, HANDLERS, keys), claim, tell=make_teller(STEPS.get(kind, ()))
            )
    with sessions.begin() as session:
        job = queueing.get_job(session, job_id)
        if job.state in queueing.UNDER_WAY:
            raise CodedError("C603")
        if job.state != JobState.DONE:
            raise CodedError("C604", ended=job.error_code, words=job.error_text)
        return dict(job.result)
