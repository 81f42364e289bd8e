"""A worker killed in the middle of an analysis: another one begins it again, and one run is kept."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from consult.models.analysis import AnalysisRun, ResponseBucket
from consult.models.coding import Segment
from consult.models.engine import make_engine
from consult.models.job import Job
from consult.models.response import Response
from consult.services import queueing
from consult.vocabulary import JobKind, JobState
from tests.factories.analysed import make_told_consultation

WORKER = """
from analysis import models
from consult.jobs import analysis
analysis.open_models = models.use_no_models  # by words alone: the same on every machine, and quick
from consult.command import main
main()
"""
ROOT = Path(__file__).resolve().parents[2]
RETURNS = 60


@contextmanager
def running_worker(folder: Path, url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A real `consult worker` process on this installation; ended with the block, whatever happens."""
    settings = {"CONSULT_INSTANCE": str(folder), "CONSULT_DATABASE_URL": url, "CONSULT_SECRET_KEY": "tests"}
    environment = os.environ | settings | {"PYTHONPATH": str(ROOT)}
    with (folder / "worker.log").open("ab") as log:
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, "worker"], env=environment, stdout=log, stderr=log, cwd=folder
        )
        try:
            yield worker
        finally:
            worker.kill()
            worker.wait()


def wait_until(see: Callable[[], bool], folder: Path, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not see():
        assert time.monotonic() < until, (folder / "worker.log").read_text(encoding="utf-8")
        time.sleep(0.02)


def test_worker__killed_during_an_analysis__is_followed_by_one_that_keeps_one_run(
    sqlite_url: str, tmp_path: Path
) -> None:
    engine = make_engine(sqlite_url)
    sessions = sessionmaker(engine)
    now = datetime.now(UTC)
    with sessions.begin() as session:
        consultation = make_told_consultation(session, returns=RETURNS)
        job = queueing.request_job(
            session, JobKind.ANALYSE, consultation.id, key="one", staff_id=None, now=now
        )
        job_id = job.id

    def find_state() -> JobState:
        with sessions() as session:
            return queueing.get_job(session, job_id).state

    with running_worker(tmp_path, sqlite_url) as worker:
        wait_until(lambda: find_state() is not JobState.QUEUED, tmp_path)
        worker.send_signal(signal.SIGKILL)
        assert worker.wait() == -signal.SIGKILL
    assert find_state() is JobState.RUNNING  # nobody was left to say otherwise
    with sessions() as session:
        assert count(session, AnalysisRun) == count(session, Segment) == 0
    with sessions.begin() as session:  # the minute after which a worker counts as dead
        stale = {"heartbeat_at": datetime.now(UTC) - queueing.STALE_AFTER - timedelta(seconds=1)}
        session.execute(update(Job).where(Job.id == job_id).values(**stale))

    with running_worker(tmp_path, sqlite_url):
        wait_until(lambda: find_state() is not JobState.RUNNING, tmp_path)
    assert find_state() is JobState.DONE, (tmp_path / "worker.log").read_text(encoding="utf-8")

    with sessions() as session:
        assert count(session, AnalysisRun) == 1
        assert count(session, ResponseBucket) == count(session, Response) == RETURNS
        assert queueing.get_job(session, job_id).attempts == 2
    engine.dispose()


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0
