"""A worker killed at any point of an analysis or a draft: another one begins it again, and keeps it once."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from consult.jobs.handlers import HANDLERS
from consult.jobs.roles import WorkerRole
from consult.jobs.running import Bench, run_job
from consult.jobs.worker import sweep
from consult.models.analysis import AnalysisRun, AnsweredItem, ResponseBucket, ThemePlacement
from consult.models.coding import Segment
from consult.models.draft import Draft, Section
from consult.models.engine import make_engine
from consult.models.job import Job
from consult.models.response import Response
from consult.models.revision import Revision
from consult.services.analyses.derived import FOLDER
from consult.services.jobs import claiming, queueing
from consult.vocabulary import JobKind, JobState, SubjectKind
from tests.factories.analysed import make_told_consultation, run_analysis
from tests.integration.halting_worker import watch_points

ROOT = Path(__file__).resolve().parents[2]
RETURNS = 60
KINDS = {JobKind.ANALYSE: AnalysisRun, JobKind.DRAFT: Draft}
SETTINGS = {}
FEW, MANY = 1, 12
NEVER = 0


@dataclass(frozen=True)
class Asked:
    """A job that waits, in an installation in a folder."""

    folder: Path
    sessions: sessionmaker[Session]
    kind: JobKind
    job_id: str

    @property
    def state(self) -> JobState:
        with self.sessions() as session:
            return queueing.get_job(session, self.job_id).state

    @property
    def log(self) -> str:
        return (self.folder / "worker.log").read_text(encoding="utf-8")

    def count(self, model: type) -> int:
        with self.sessions() as session:
            return count(session, model)

    def let_a_minute_pass(self) -> None:
        """After which a worker counts as dead."""
        stale = datetime.now(UTC) - claiming.STALE_AFTER - timedelta(seconds=1)
        with self.sessions.begin() as session:
            session.execute(update(Job).where(Job.id == self.job_id).values(heartbeat_at=stale))


@pytest.fixture
def ask(sqlite_url: str, sqlite_keys_url: str, tmp_path: Path) -> Iterator[Callable[[JobKind], Asked]]:
    """Asks for an analysis of sixty returns, or for a draft of what an analysis of them found."""
    engine = make_engine(sqlite_url)
    sessions = sessionmaker(engine)

    def ask_for(kind: JobKind) -> Asked:
        with sessions.begin() as session:
            consultation_id = make_told_consultation(session, returns=RETURNS).id
        if kind is JobKind.DRAFT:
            with watch_points(lambda: None):
                run_analysis(sessions, SETTINGS, consultation_id)
        with sessions.begin() as session:
            now = datetime.now(UTC)
            job = queueing.request_job(session, kind, consultation_id, key="one", staff_id=None, now=now)
            return Asked(tmp_path, sessions, kind, job.id)

    yield ask_for
    engine.dispose()


@contextmanager
def running_worker(asked: Asked, point: int = NEVER) -> Iterator[subprocess.Popen[bytes]]:
    """A real `consult worker` process that stands still at a point; ended with the block, in any case."""
    url = str(asked.sessions.kw["bind"].url)
    keys = f"sqlite:///{asked.folder / 'instance' / 'keys.sqlite'}"
    settings = {
        "CONSULT_KEYSTORE_URL": keys,
        "CONSULT_INSTANCE": str(asked.folder),
        "CONSULT_DATABASE_URL": url,
    }
    environment = os.environ | settings | {"CONSULT_SECRET_KEY": "tests", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.integration.halting_worker", str(point), str(find_sign(asked))]
    with (asked.folder / "worker.log").open("ab") as log:
        worker = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=asked.folder)
        try:
            yield worker
        finally:
            worker.kill()
            worker.wait()


def find_sign(asked: Asked) -> Path:
    return asked.folder / "stands-still"


def kill(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGKILL)
    assert worker.wait() == -signal.SIGKILL


def wait_until(see: Callable[[], bool], asked: Asked, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not see():
        assert time.monotonic() < until, asked.log
        time.sleep(0.02)


def count_points(asked: Asked) -> int:
    """How many points the job has, found by doing it on a copy of the database."""
    engine, passed = make_engine(f"sqlite:///{copy_database(asked, 'counted.sqlite')}"), list[None]()
    with watch_points(lambda: passed.append(None)):
        run_job(Bench(sessionmaker(engine), SETTINGS, HANDLERS), asked.job_id)
    engine.dispose()
    assert len(passed) > 1
    return len(passed)


def copy_database(asked: Asked, name: str) -> Path:
    """A copy of the file, which is whole once the last connection to it is closed."""
    asked.sessions.kw["bind"].dispose()
    return Path(shutil.copyfile(asked.folder / "consult.sqlite", asked.folder / name))


def choose_points(total: int, how_many: int) -> list[int]:
    """Some points at random, the same in every run of the tests, and the last: kept, ended, not committed."""
    others = range(1, total)
    return [*random.Random(how_many).sample(others, min(how_many, len(others))), total]


def resume(asked: Asked) -> None:
    with watch_points(lambda: None):
        assert sweep(Bench(asked.sessions, SETTINGS, HANDLERS), WorkerRole.KEYLESS) == 1


def assert_made_once(asked: Asked) -> None:
    with asked.sessions() as session:
        made = session.scalars(select(KINDS[asked.kind])).one()
        job = queueing.get_job(session, asked.job_id)
        assert (job.state, job.attempts) == (JobState.DONE, 2)
        assert made.id in str(job.result)
        assert count(session, AnalysisRun) == 1
        assert count(session, ResponseBucket) == count(session, AnsweredItem) == count(session, Response)
        run = session.scalars(select(AnalysisRun)).one()
        assert sum(run.manifest["buckets"].values()) == RETURNS
        placed = session.scalar(select(func.count(func.distinct(ThemePlacement.segment_id)))) or 0
        assert placed + run.manifest["leftover"] == count(session, Segment) > 0
        if asked.kind is JobKind.DRAFT:
            of_sections = select(func.count()).where(Revision.subject_kind == SubjectKind.SECTION)
            assert session.scalar(of_sections) == count(session, Section) > 0


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def kill_at(asked: Asked, point: int) -> None:
    with running_worker(asked, point) as worker:
        wait_until(find_sign(asked).exists, asked)
        kill(worker)
    assert asked.state is JobState.RUNNING  # nobody was left to say otherwise
    assert asked.count(KINDS[asked.kind]) == 0
    asked.let_a_minute_pass()


@pytest.mark.parametrize(
    ("how_many", "kind"),
    [
        pytest.param(FEW, JobKind.ANALYSE, id="few-analyse"),
        *(pytest.param(MANY, kind, id=f"many-{kind}", marks=pytest.mark.soak) for kind in KINDS),
    ],
)
def test_worker__killed_at_points_of_its_work__leaves_what_another_makes_once(
    ask: Callable[[JobKind], Asked], kind: JobKind, how_many: int
) -> None:
    asked = ask(kind)
    clean = copy_database(asked, "clean.sqlite")
    for point in choose_points(count_points(asked), how_many):
        kill_at(asked, point)
        resume(asked)
        assert_made_once(asked)
        restore(asked, clean)


def restore(asked: Asked, clean: Path) -> None:
    """Begin again with the database as it was before any worker saw it, and with nothing derived."""
    asked.sessions.kw["bind"].dispose()
    for left in asked.folder.glob("consult.sqlite*"):
        left.unlink()
    shutil.copyfile(clean, asked.folder / "consult.sqlite")
    shutil.rmtree(asked.folder / FOLDER, ignore_errors=True)
    find_sign(asked).unlink()


@pytest.mark.soak
def test_worker__killed_whenever_it_may_be__is_followed_by_one_that_keeps_one_run(
    ask: Callable[[JobKind], Asked],
) -> None:
    """Two processes, and a kill at no point in particular."""
    asked = ask(JobKind.ANALYSE)
    with running_worker(asked) as worker:
        wait_until(lambda: asked.state is not JobState.QUEUED, asked)
        kill(worker)
    assert asked.state is JobState.RUNNING, asked.log
    assert asked.count(AnalysisRun) == asked.count(Segment) == 0
    asked.let_a_minute_pass()

    with running_worker(asked):
        wait_until(lambda: asked.state is not JobState.RUNNING, asked)
    assert_made_once(asked)
