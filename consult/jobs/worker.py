"""The worker: answers the doorbell, and sweeps for jobs whose ring or whose worker was lost."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event
from typing import Any

import structlog

from consult.jobs.doorbell import Doorbell
from consult.jobs.roles import WorkerRole
from consult.jobs.running import Bench, run_job
from consult.jobs.tidying import forget_gone, tidy
from consult.models.engine import reading_only
from consult.services.analyses.derived import count_withdrawn
from consult.services.jobs import claiming

IDLE_SECONDS = 0.3
SWEEP_SECONDS = 10.0
TIDY_SECONDS = 3600.0
log = structlog.get_logger(__name__)


def work(bench: Bench, role: WorkerRole, *, stop: Event) -> None:
    """Run the jobs of this role until `stop` is set. One at a time: numeric work uses the whole core."""

    def run(job_id: str) -> None:
        run_job(bench, job_id, role.choose(bench.keys))

    doorbell = Doorbell(bench.settings, run) if role.is_rung else None
    swept_at = tidied_at = float("-inf")
    forgetting = Forgetting(bench)
    while not stop.is_set():
        if time.monotonic() - swept_at > SWEEP_SECONDS:
            swept_at = time.monotonic()
            _guard(lambda: sweep(bench, role), "sweep")
            _guard(forgetting.look, "forgetting")
        if time.monotonic() - tidied_at > TIDY_SECONDS:
            tidied_at = time.monotonic()
            _guard(lambda: tidy(bench.sessions, bench.settings), "tidying")
        if doorbell is None or not _guard(doorbell.answer, "doorbell"):
            stop.wait(IDLE_SECONDS)


class Forgetting:
    """Drops what analyses derived from a response once it is withdrawn, between one job and the next."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._withdrawn = 0

    def look(self) -> None:
        """Drop what is gone, if more responses are withdrawn than when last looked."""
        with reading_only(), self._bench.sessions() as session:
            withdrawn = count_withdrawn(session)
        if withdrawn > self._withdrawn:
            forget_gone(self._bench.sessions, self._bench.settings)
        self._withdrawn = withdrawn


def sweep(bench: Bench, role: WorkerRole) -> int:
    """Run every job of this role that waits or whose worker died; returns how many were found."""
    now = datetime.now(UTC)
    taking = role.choose(bench.keys)
    with bench.sessions.begin() as session:
        claiming.tidy_dead_jobs(session, now=now)
        missed = claiming.list_missed_jobs(session, taking, now=now)
    for job_id in missed:
        run_job(bench, job_id, role.choose(bench.keys))
    return len(missed)


def _guard(step: Callable[[], Any], name: str) -> Any:
    """A worker outlives a busy database or a broken queue file: log, and try again at the next turn."""
    try:
        return step()
    except Exception:
        log.exception("worker step failed", step=name)
        return None
