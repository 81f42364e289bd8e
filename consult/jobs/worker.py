"""The worker: answers the doorbell, and sweeps for jobs whose ring or whose worker was lost."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from threading import Event
from typing import Any

import structlog
from sqlalchemy.orm import Session, sessionmaker

from consult.jobs.doorbell import Doorbell
from consult.jobs.running import Handler, run_job
from consult.jobs.tidying import tidy
from consult.services import queueing
from consult.vocabulary import JobKind

IDLE_SECONDS = 0.3
SWEEP_SECONDS = 10.0
TIDY_SECONDS = 3600.0
log = structlog.get_logger(__name__)


def work(
    *,
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    handlers: Mapping[JobKind, Handler],
    stop: Event,
    is_unlocked: Callable[[], bool],
) -> None:
    """Run jobs until `stop` is set. One at a time: numeric work uses the whole core."""

    def run(job_id: str) -> None:
        run_job(job_id, sessions=sessions, settings=settings, handlers=handlers)

    doorbell = Doorbell(settings, run)
    swept_at = tidied_at = float("-inf")
    while not stop.is_set():
        if time.monotonic() - swept_at > SWEEP_SECONDS:
            swept_at = time.monotonic()
            _guard(lambda: sweep(sessions, run, is_unlocked=is_unlocked), "sweep")
        if time.monotonic() - tidied_at > TIDY_SECONDS:
            tidied_at = time.monotonic()
            _guard(lambda: tidy(sessions, settings), "tidying")
        if not _guard(doorbell.answer, "doorbell"):
            stop.wait(IDLE_SECONDS)


def sweep(
    sessions: sessionmaker[Session], run: Callable[[str], None], *, is_unlocked: Callable[[], bool]
) -> int:
    """Run every job that waits or whose worker died; returns how many were found."""
    now = datetime.now(UTC)
    with sessions.begin() as session:
        queueing.give_up_on_dead_jobs(session, now=now)
        if is_unlocked():
            queueing.release_unlocked_jobs(session)
        missed = queueing.list_missed_jobs(session, now=now)
    for job_id in missed:
        run(job_id)
    return len(missed)


def _guard(step: Callable[[], Any], name: str) -> Any:
    """A worker outlives a busy database or a broken queue file: log, and try again at the next turn."""
    try:
        return step()
    except Exception:
        log.exception("worker step failed", step=name)
        return None
