"""Press Check the numbers on the page of a draft, and let the worker do what it asks for."""

from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.jobs.handlers import HANDLERS
from consult.jobs.running import Bench, run_job
from consult.models.job import Job
from consult.vocabulary import JobKind, JobState

PAGE = "/desk/consultations/consultation-1/draft"


def check(client: FlaskClient, sessions: sessionmaker[Session], settings: Mapping[str, Any]) -> None:
    """Compare the numbers of the draft with the record as it is now."""
    address = client.post(f"{PAGE}/check").headers["Location"]
    with sessions.begin() as session:
        job = session.scalars(select(Job).where(Job.kind == JobKind.RECHECK)).one()
        assert address == f"/desk/jobs/{job.id}"
        job_id = job.id
    assert "The numbers are being checked" in client.get(PAGE).text
    run_job(Bench(sessions, settings, HANDLERS), job_id)
    with sessions.begin() as session:
        assert session.get_one(Job, job_id).state is JobState.DONE
