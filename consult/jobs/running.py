"""Run one job: claim it, keep its heartbeat, run its handler, write how it ended."""

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import CodedError
from consult.models.job import Job
from consult.services import queueing
from consult.vocabulary import JobKind, JobState

HEARTBEAT_SECONDS = 10.0
SHOWN_SECONDS = 0.5
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class JobContext:
    """What a handler gets: whose job it is, sessions, settings, and how to say how far it is."""

    job_id: str
    subject_id: str
    requested_by_id: str | None
    sessions: sessionmaker[Session]
    settings: Mapping[str, Any]
    report: Callable[[str, int, int], None]
    should_stop: Callable[[], bool]


Handler = Callable[[JobContext], dict[str, Any]]


def run_job(
    job_id: str,
    *,
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    handlers: Mapping[JobKind, Handler],
    tell: Callable[[str, int, int], None] | None = None,
) -> None:
    """Run the job if no other worker has it; every end is written to its row. Safe to call again.

    tell: also hears the progress (step, done, total), for a terminal.
    """
    with sessions.begin() as session:
        if not queueing.claim_job(session, job_id, now=datetime.now(UTC)):
            return
        job = queueing.get_job(session, job_id)
        kind, subject_id, requested_by_id = job.kind, job.subject_id, job.requested_by_id
    reporter = _Reporter(sessions, job_id, tell)
    context = JobContext(
        job_id, subject_id, requested_by_id, sessions, settings, reporter.report, reporter.should_stop
    )
    with _heartbeat(sessions, job_id):
        _finish(sessions, job_id, lambda: handlers[kind](context))


def _finish(sessions: sessionmaker[Session], job_id: str, work: Callable[[], dict[str, Any]]) -> None:
    try:
        result = work()
    except CodedError as error:
        log.warning("job ended early", job=job_id, code=error.code)
        _fail(sessions, job_id, error)
    except Exception as error:
        log.exception("job failed", job=job_id)
        _fail(sessions, job_id, CodedError("C602", reason=type(error).__name__))
    else:
        with sessions.begin() as session:
            queueing.finish_job(session, job_id, result=result, now=datetime.now(UTC))


def _fail(sessions: sessionmaker[Session], job_id: str, error: CodedError) -> None:
    with sessions.begin() as session:
        queueing.fail_job(session, job_id, error, now=datetime.now(UTC))


class _Reporter:
    """Writes progress at most twice a second, and reads whether to stop at the same moments."""

    def __init__(
        self, sessions: sessionmaker[Session], job_id: str, tell: Callable[[str, int, int], None] | None
    ) -> None:
        self._sessions, self._job_id, self._tell = sessions, job_id, tell
        self._written_at = datetime.min.replace(tzinfo=UTC)
        self._step = ""
        self._stop = False

    def report(self, step: str, done: int, total: int) -> None:
        now = datetime.now(UTC)
        is_new = step != self._step or done >= total
        if not is_new and (now - self._written_at).total_seconds() < SHOWN_SECONDS:
            return
        self._step, self._written_at = step, now
        if self._tell:
            self._tell(step, done, total)
        with self._sessions.begin() as session:
            queueing.report_progress(session, self._job_id, step=step, done=done, total=total, now=now)
            self._stop = queueing.is_cancel_requested(session, self._job_id)

    def should_stop(self) -> bool:
        return self._stop


@contextmanager
def _heartbeat(sessions: sessionmaker[Session], job_id: str) -> Any:
    """Keep the row's heartbeat going through long steps, so that only a dead worker looks dead."""
    ended = Event()

    def beat() -> None:
        while not ended.wait(HEARTBEAT_SECONDS):
            try:
                _beat(sessions, job_id)
            except Exception:  # a busy database: the next beat may come through
                log.exception("heartbeat failed", job=job_id)

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(sessions: sessionmaker[Session], job_id: str) -> None:
    with sessions.begin() as session:
        running = update(Job).where(Job.id == job_id, Job.state == JobState.RUNNING)
        session.execute(running.values(heartbeat_at=datetime.now(UTC)))
