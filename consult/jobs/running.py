"""Run one job: claim it, keep its heartbeat, run its handler, write how it ended."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

import structlog
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import CodedError
from consult.jobs.course import Course
from consult.jobs.courses import STEPS
from consult.jobs.reporting import Reporter, Tell
from consult.services.jobs import claiming, queueing
from consult.services.jobs.claiming import Claim, ClaimLost, Taking
from consult.services.keys.key_keeping import AccountKeySource
from consult.vocabulary import JobKind

HEARTBEAT_SECONDS = 10.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class JobContext:
    """What a handler gets: whose job it is, sessions, settings, keys, and how to say how far it is.

    keys: None for a worker that may not open accounts. later: what is to be done once the job has ended,
    well or not; nobody waits for it.
    """

    claim: Claim
    subject_id: str
    requested_by_id: str | None
    sessions: sessionmaker[Session]
    settings: Mapping[str, Any]
    keys: AccountKeySource | None
    report: Callable[[str, int, int], None]
    should_stop: Callable[[], bool]
    later: list[Callable[[], object]] = field(default_factory=list)


Ending = Callable[[Session], dict[str, Any]]
"""Keeps what a job made and returns its result, in the one transaction that also ends the job."""

Handler = Callable[[JobContext], Ending]
"""Does the long work of a job, keeping nothing, and returns how it is to end."""


@dataclass(frozen=True)
class Bench:
    """What a worker works with: the database, the settings, the handlers, and keys if it may have them."""

    sessions: sessionmaker[Session]
    settings: Mapping[str, Any]
    handlers: Mapping[JobKind, Handler]
    keys: AccountKeySource | None = None


def run_job(bench: Bench, job_id: str, taking: Taking | None = None) -> None:
    """Run the job if no other worker has it; every end is written to its row. Safe to call again.

    taking: which jobs may be taken; without it those that do not need the keys.
    """
    with bench.sessions.begin() as session:
        claim = claiming.claim_job(session, job_id, taking or Taking(), now=datetime.now(UTC))
    if claim is not None:
        run_claimed(bench, claim)


def run_claimed(bench: Bench, claim: Claim, *, tell: Tell | None = None) -> None:
    """Run a job that was claimed. A worker that loses its claim stops, keeps nothing and changes nothing.

    tell: also hears the progress (step, done, total), for a terminal.
    """
    with bench.sessions.begin() as session:
        job = queueing.get_job(session, claim.job_id)
        kind, subject_id, requested_by_id = job.kind, job.subject_id, job.requested_by_id
    reporter = Reporter(bench.sessions, claim, tell, Course(STEPS.get(kind, ())))
    context = JobContext(
        claim,
        subject_id,
        requested_by_id,
        bench.sessions,
        bench.settings,
        bench.keys,
        reporter.report,
        reporter.should_stop,
    )
    with _heartbeat(bench.sessions, claim):
        try:
            _run(bench.handlers[kind], context)
        except ClaimLost:
            log.warning("another worker has the job", job=claim.job_id, attempt=claim.attempt)
    _do_later(context)


def _do_later(context: JobContext) -> None:
    """What fails here changes nothing of how the job ended, and is done again by whoever tidies."""
    for step in context.later:
        try:
            step()
        except Exception:
            log.exception("what follows a job failed", job=context.claim.job_id)


def _run(handler: Handler, context: JobContext) -> None:
    job_id = context.claim.job_id
    try:
        _end(context, handler(context))
    except ClaimLost:
        raise
    except CodedError as error:
        log.warning("job ended early", job=job_id, code=error.code)
        _fail(context, error)
    except Exception as error:
        log.exception("job failed", job=job_id)
        _fail(context, CodedError("C602", reason=type(error).__name__))


def _end(context: JobContext, ending: Ending) -> None:
    """Keep what was made and end the job, both or neither: a kill between them would make it twice."""
    with context.sessions.begin() as session:
        result = ending(session)
        claiming.finish_job(session, context.claim, result=result, now=datetime.now(UTC))


def _fail(context: JobContext, error: CodedError) -> None:
    with context.sessions.begin() as session:
        claiming.fail_job(session, context.claim, error, now=datetime.now(UTC))


@contextmanager
def _heartbeat(sessions: sessionmaker[Session], claim: Claim) -> Iterator[None]:
    """Keep the row's heartbeat going through long steps, so that only a dead worker looks dead."""
    ended = Event()

    def beat() -> None:
        while not ended.wait(HEARTBEAT_SECONDS):
            try:
                with sessions.begin() as session:
                    claiming.beat(session, claim, now=datetime.now(UTC))
            except ClaimLost:  # the next report stops the work
                return
            except Exception:  # a busy database: the next beat may come through
                log.exception("heartbeat failed", job=claim.job_id)

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
