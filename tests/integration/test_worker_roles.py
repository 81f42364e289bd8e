"""Roles of workers: who opens experiences, who never asks for a key, and that no job is stolen or lost."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import sessionmaker

from analysis import models as analysis_models
from consult.jobs import analysis as analysis_job
from consult.jobs import drafting as drafting_job
from consult.jobs.doorbell import Doorbell
from consult.jobs.handlers import HANDLERS
from consult.jobs.roles import WorkerRole
from consult.jobs.running import Bench, JobContext, run_job
from consult.jobs.worker import sweep, work
from consult.models.analysis import AnalysisRun, ResponseBucket
from consult.models.draft import Draft
from consult.models.job import Job
from consult.models.response import Response
from consult.services.jobs import claiming, queueing
from consult.services.jobs.claiming import STALE_AFTER, Taking
from consult.vocabulary import Bucket, FormPurpose, JobKind, JobState
from forms.definitions import Question
from tests.factories.analysed import make_told_consultation, run_analysis
from tests.factories.collecting import make_questionnaire_version
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.integration.command_line import CommandLine

pytestmark = pytest.mark.portable

ACCOUNTS = 3
TOLD = "We waited in a hotel for months and there was no home that we could pay for, number {n}."
MADE = {JobKind.ANALYSE: AnalysisRun, JobKind.DRAFT: Draft}


class Site:
    """A consultation with returns and locked experiences, and workers of every role on its database."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.sessions = sessionmaker(engine)
        self.agent = UnlockedAgent()
        self.agent.lock()
        self.settings = {
            "SECRET_KEY": "tests",
            "REDIS_URL": "",
            "INSTANCE": str(folder),
        }
        with self.sessions.begin() as session:
            consultation = make_told_consultation(session, returns=12)
            told = Question(id="told", kind="text", label={"en": "What happened?"})
            version = make_questionnaire_version(session, consultation, told, purpose=FormPurpose.ACCOUNT)
            for n in range(ACCOUNTS):
                make_sealed_account(session, version, {"told": TOLD.format(n=n)}, self.agent)
            self.consultation_id = consultation.id

    def bench(self, role: WorkerRole, handlers: Mapping[JobKind, Any] = HANDLERS) -> Bench:
        return Bench(self.sessions, self.settings, handlers, self.agent if role.may_open else None)

    def sweep(self, role: WorkerRole) -> int:
        return sweep(self.bench(role), role)

    def ask(self, kind: JobKind = JobKind.ANALYSE) -> str:
        with self.sessions.begin() as session:
            now = datetime.now(UTC)
            key = f"asked:{now.isoformat()}"
            return queueing.request_job(
                session, kind, self.consultation_id, key=key, staff_id=None, now=now
            ).id

    def list_jobs(self, kind: JobKind = JobKind.ANALYSE) -> list[Job]:
        with self.sessions() as session:
            return list(session.scalars(select(Job).where(Job.kind == kind).order_by(Job.queued_at)))

    def count(self, model: type) -> int:
        with self.sessions() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0

    def count_latest(self, bucket: Bucket) -> int:
        with self.sessions() as session:
            latest = select(AnalysisRun.id).order_by(AnalysisRun.number.desc()).limit(1).scalar_subquery()
            wanted = select(func.count()).where(
                ResponseBucket.run_id == latest, ResponseBucket.bucket == bucket
            )
            return session.scalar(wanted) or 0


@pytest.fixture
def site(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    for module in (analysis_job, drafting_job):
        monkeypatch.setattr(module, "open_models", analysis_models.use_no_models)
    return Site(engine, tmp_path)


def test_keyless_worker__with_the_keys_unlocked__asks_for_none_and_leaves_the_rest_to_the_desk(
    site: Site,
) -> None:
    site.agent.is_locked = False
    site.ask()
    assert site.sweep(WorkerRole.KEYLESS) == 1
    assert site.agent.asked == 0
    first, waiting = site.list_jobs()
    assert (first.state, first.result["locked"]) == (JobState.DONE, ACCOUNTS)
    assert first.result["names"] == "", "it read no experience"
    assert (waiting.state, waiting.needs_keys) == (JobState.NEEDS_UNLOCKING, True)
    assert site.count_latest(Bucket.ANALYSED) == 12

    assert site.sweep(WorkerRole.KEYLESS) == 0  # what waits for the keys is not for it
    assert site.sweep(WorkerRole.DESK) == 1
    assert [job.state for job in site.list_jobs()] == [JobState.DONE, JobState.DONE]
    assert site.list_jobs()[1].result["locked"] == 0
    assert "lists and rules alone" in site.list_jobs()[1].result["names"]
    assert site.count_latest(Bucket.ANALYSED) == 12 + ACCOUNTS == site.count(Response)


def test_desk_worker__while_locked_or_for_other_work__takes_nothing(site: Site) -> None:
    site.ask()
    assert site.sweep(WorkerRole.DESK) == 0
    site.sweep(WorkerRole.KEYLESS)
    assert site.sweep(WorkerRole.DESK) == 0  # still locked
    assert [job.state for job in site.list_jobs()] == [JobState.DONE, JobState.NEEDS_UNLOCKING]
    site.agent.is_locked = False
    site.ask()
    assert site.sweep(WorkerRole.DESK) == 1  # the one that waited, not the one just asked for
    assert [job.state for job in site.list_jobs()] == [JobState.DONE, JobState.DONE, JobState.QUEUED]


def test_one_worker_for_all__unlocked__opens_experiences_at_once(site: Site) -> None:
    site.agent.is_locked = False
    site.ask()
    assert site.sweep(WorkerRole.ALL) == 1
    assert [(job.state, job.result["locked"]) for job in site.list_jobs()] == [(JobState.DONE, 0)]
    assert site.count_latest(Bucket.ANALYSED) == 12 + ACCOUNTS


def test_one_worker_for_all__locked_and_then_unlocked__does_what_waited(site: Site) -> None:
    site.ask()
    site.sweep(WorkerRole.ALL)
    assert site.sweep(WorkerRole.ALL) == 0
    site.agent.is_locked = False
    assert site.sweep(WorkerRole.ALL) == 1
    assert site.count_latest(Bucket.LOCKED) == 0


def test_work__left_out_twice__waits_once(site: Site) -> None:
    for _ in range(2):
        site.ask()
        site.sweep(WorkerRole.KEYLESS)
    states = [job.state for job in site.list_jobs()]
    assert states.count(JobState.NEEDS_UNLOCKING) == 1 == len(states) - 2


@pytest.mark.portable(False)
def test_draft__without_the_keys__says_how_many_it_left_out_and_waits_for_them(site: Site) -> None:
    run_analysis(site.sessions, site.settings, site.consultation_id)
    site.ask(JobKind.DRAFT)
    site.sweep(WorkerRole.KEYLESS)
    first, waiting = site.list_jobs(JobKind.DRAFT)
    assert (first.result["locked"], waiting.state) == (ACCOUNTS, JobState.NEEDS_UNLOCKING)
    site.agent.is_locked = False
    assert site.sweep(WorkerRole.DESK) == 2  # the analysis before it waited too
    assert site.list_jobs(JobKind.DRAFT)[1].result["locked"] == 0
    assert site.count(Draft) == 2


def test_check_of_numbers__by_a_keyless_worker__is_done_once_more_at_the_desk(site: Site) -> None:
    run_analysis(site.sessions, site.settings, site.consultation_id)
    site.ask(JobKind.DRAFT)
    site.sweep(WorkerRole.KEYLESS)
    site.ask(JobKind.RECHECK)
    site.agent.is_locked = False
    assert (site.sweep(WorkerRole.KEYLESS), site.agent.asked) == (1, 0)
    first, waiting = site.list_jobs(JobKind.RECHECK)
    assert (first.result["locked"], waiting.state) == (ACCOUNTS, JobState.NEEDS_UNLOCKING)
    site.sweep(WorkerRole.DESK)
    done = site.list_jobs(JobKind.RECHECK)[1]
    assert (done.state, done.result["locked"]) == (JobState.DONE, 0)


def test_experiences__locked_for_another_key__are_not_asked_for_without_end(site: Site) -> None:
    other = UnlockedAgent()
    other.wraps = site.agent.wraps
    bench = Bench(site.sessions, site.settings, HANDLERS, other)
    site.ask()
    site.sweep(WorkerRole.KEYLESS)
    assert sweep(bench, WorkerRole.DESK) == 1
    assert sweep(bench, WorkerRole.DESK) == 0
    assert site.list_jobs()[1].result["locked"] == ACCOUNTS


def test_desk_worker__that_died__leaves_its_job_to_the_desk(site: Site) -> None:
    site.ask()
    site.sweep(WorkerRole.KEYLESS)
    waiting = site.list_jobs()[1].id
    with site.sessions.begin() as session:
        now = datetime.now(UTC)
        assert claiming.claim_job(session, waiting, Taking(with_keys=True), now=now)
        dead = now - STALE_AFTER - timedelta(seconds=1)
        session.execute(update(Job).where(Job.id == waiting).values(heartbeat_at=dead))
    run_job(site.bench(WorkerRole.KEYLESS), waiting)
    assert site.sweep(WorkerRole.KEYLESS) == 0
    assert site.list_jobs()[1].state is JobState.NEEDS_UNLOCKING  # said so, by whoever looked
    site.agent.is_locked = False
    assert site.sweep(WorkerRole.DESK) == 1
    assert site.list_jobs()[1].attempts == 2


def test_rings__heard_beside_a_desk_worker__reach_the_worker_they_are_for(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a sweep to help: a desk worker that ran first has taken no ring away."""
    stop, ran = Event(), list[str]()

    def note(context: JobContext) -> Any:
        ran.append(context.claim.job_id)
        stop.set()
        return lambda _session: {}

    monkeypatch.setattr("consult.jobs.worker.sweep", lambda _bench, _role: 0)
    monkeypatch.setattr("consult.jobs.worker.IDLE_SECONDS", 0.01)
    job_id = site.ask()
    Doorbell(site.settings).ring(job_id)
    handlers = {JobKind.ANALYSE: note}
    idle = Patience(turns=5)
    work(site.bench(WorkerRole.DESK, handlers), WorkerRole.DESK, stop=idle)
    assert ran == []
    work(site.bench(WorkerRole.KEYLESS, handlers), WorkerRole.KEYLESS, stop=stop)
    assert ran == [job_id]


@pytest.mark.parametrize(
    ("arguments", "role", "has_keys"),
    [
        ((), WorkerRole.ALL, True),
        (("--role", "desk"), WorkerRole.DESK, True),
        (("--role", "keyless"), WorkerRole.KEYLESS, False),
    ],
)
def test_worker_command__with_a_role__gets_the_keys_only_where_it_may(
    consult: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    role: WorkerRole,
    has_keys: bool,
) -> None:
    begun = list[tuple[WorkerRole, bool]]()
    monkeypatch.setattr("consult.cli.worker._stop_on_signals", lambda _stop: None)

    def begin(bench: Bench, part: WorkerRole, **_stop: Event) -> None:
        begun.append((part, bench.keys is not None))

    monkeypatch.setattr("consult.cli.worker.work", begin)
    code, _, err = consult("worker", *arguments)
    assert (code, begun) == (0, [(role, has_keys)]), err


class Patience(Event):
    """An event that sets itself after some turns of a worker that has nothing to do."""

    def __init__(self, turns: int) -> None:
        super().__init__()
        self._left = turns

    def wait(self, timeout: float | None = None) -> bool:
        self._left -= 1
        if self._left <= 0:
            self.set()
        return super().wait(timeout)
