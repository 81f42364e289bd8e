"""Background jobs as rows: asked for with the change, claimed once, swept when a worker dies."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from consult.errors import CodedError, NotFound
from consult.models.job import Job
from consult.vocabulary import JobKind, JobState

STALE_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 3
UNFINISHED = (JobState.QUEUED, JobState.RUNNING, JobState.NEEDS_UNLOCKING)


def request_job(
    session: Session,
    kind: JobKind,
    subject_id: str,
    *,
    key: str,
    staff_id: str | None,
    now: datetime,
    state: JobState = JobState.QUEUED,
) -> Job:
    """Add a job, or return the one already asked for under the same key; the caller commits, then rings."""
    known = session.scalar(select(Job).where(Job.idempotency_key == key))
    if known is not None:
        return known
    job = Job(
        kind=kind,
        subject_id=subject_id,
        idempotency_key=key,
        requested_by_id=staff_id,
        queued_at=now,
        state=state,
    )
    session.add(job)
    session.flush()
    return job


def get_job(session: Session, job_id: str) -> Job:
    """Return the job. Raises: NotFound (C102)."""
    job = session.get(Job, job_id, populate_existing=True)
    if job is None:
        raise NotFound("C102")
    return job


def find_unfinished_job(session: Session, kind: JobKind, subject_id: str) -> Job | None:
    """The job of this kind that is queued or running for the subject, if any."""
    wanted = select(Job).where(Job.kind == kind, Job.subject_id == subject_id, Job.state.in_(UNFINISHED[:2]))
    return session.scalars(wanted.order_by(Job.queued_at)).first()


def find_latest_job(session: Session, kind: JobKind, subject_id: str) -> Job | None:
    """The job of this kind that was asked for last for the subject, if any."""
    wanted = select(Job).where(Job.kind == kind, Job.subject_id == subject_id)
    return session.scalars(wanted.order_by(Job.queued_at.desc(), Job.id)).first()


def claim_job(session: Session, job_id: str, *, now: datetime) -> bool:
    """Take the job for this worker; False when another has it, or it is finished or out of attempts."""
    is_free = or_(Job.state == JobState.QUEUED, _is_stale(now))
    statement = (
        update(Job)
        .where(Job.id == job_id, is_free, Job.attempts < MOST_ATTEMPTS)
        .values(state=JobState.RUNNING, attempts=Job.attempts + 1, started_at=now, heartbeat_at=now)
    )
    result = session.execute(statement)
    return isinstance(result, CursorResult) and result.rowcount == 1


def report_progress(
    session: Session, job_id: str, *, step: str, done: int, total: int, now: datetime
) -> None:
    """Write how far the job is; the same write is its heartbeat."""
    values = {"progress_step": step, "progress_done": done, "progress_total": total, "heartbeat_at": now}
    session.execute(update(Job).where(Job.id == job_id, Job.state == JobState.RUNNING).values(**values))


def request_cancel(session: Session, job_id: str, *, now: datetime) -> None:
    """Ask a running job to stop at its next batch; one that only waits is cancelled at once."""
    waiting = (JobState.QUEUED, JobState.NEEDS_UNLOCKING)
    at_once = {"state": JobState.CANCELLED, "finished_at": now, "cancel_requested": True}
    session.execute(update(Job).where(Job.id == job_id, Job.state.in_(waiting)).values(**at_once))
    session.execute(
        update(Job).where(Job.id == job_id, Job.state == JobState.RUNNING).values(cancel_requested=True)
    )


def is_cancel_requested(session: Session, job_id: str) -> bool:
    """True once somebody asked the job to stop."""
    return bool(session.scalar(select(Job.cancel_requested).where(Job.id == job_id)))


def finish_job(session: Session, job_id: str, *, result: dict[str, Any], now: datetime) -> None:
    """Mark the job done, with what it made."""
    session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.RUNNING)
        .values(state=JobState.DONE, result=result, finished_at=now)
    )


def fail_job(session: Session, job_id: str, error: CodedError, *, now: datetime) -> None:
    """Mark the job failed or, for C601, cancelled; the message is for people."""
    state = JobState.CANCELLED if error.code == "C601" else JobState.FAILED
    text = f"{error.message} {error.remedy}"
    values = {"state": state, "error_code": error.code, "error_text": text, "finished_at": now}
    session.execute(update(Job).where(Job.id == job_id, Job.state == JobState.RUNNING).values(**values))


def list_missed_jobs(session: Session, *, now: datetime) -> Sequence[str]:
    """Ids of jobs that wait, or whose worker has died, oldest first: the sweep rings for them again."""
    wanted = select(Job.id).where(
        or_(Job.state == JobState.QUEUED, _is_stale(now)), Job.attempts < MOST_ATTEMPTS
    )
    return session.scalars(wanted.order_by(Job.queued_at, Job.id)).all()


def give_up_on_dead_jobs(session: Session, *, now: datetime) -> int:
    """Fail the jobs whose worker died at every attempt; returns how many."""
    error = CodedError("C602", reason=f"the worker stopped {MOST_ATTEMPTS} times")
    statement = (
        update(Job)
        .where(_is_stale(now), Job.attempts >= MOST_ATTEMPTS)
        .values(
            state=JobState.FAILED,
            error_code=error.code,
            error_text=f"{error.message} {error.remedy}",
            finished_at=now,
        )
    )
    result = session.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0


def release_unlocked_jobs(session: Session) -> int:
    """Queue the jobs that waited for the keys; called when the key agent says it is unlocked."""
    statement = update(Job).where(Job.state == JobState.NEEDS_UNLOCKING).values(state=JobState.QUEUED)
    result = session.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0


def _is_stale(now: datetime) -> Any:
    return and_(Job.state == JobState.RUNNING, Job.heartbeat_at < now - STALE_AFTER)
