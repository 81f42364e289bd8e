"""Background jobs as rows: asked for with the change that wants them, found again, and asked to stop."""

from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.job import Job
from consult.models.locking import lock_name
from consult.vocabulary import JobKind, JobState

UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)
WAITING = (JobState.QUEUED, JobState.NEEDS_UNLOCKING)


def request_job(
    session: Session,
    kind: JobKind,
    subject_id: str,
    *,
    key: str,
    staff_id: str | None,
    now: datetime,
    needs_keys: bool = False,
) -> Job:
    """Add a job, or return the one already asked for under the same key; the caller commits, then rings.

    needs_keys: it waits until experiences are unlocked, and only a worker that may open them takes it.
    """
    lock_name(session, f"job:{key}")
    known = session.scalar(select(Job).where(Job.idempotency_key == key))
    if known is not None:
        return known
    job = Job(
        kind=kind,
        subject_id=subject_id,
        idempotency_key=key,
        requested_by_id=staff_id,
        queued_at=now,
        needs_keys=needs_keys,
        state=JobState.NEEDS_UNLOCKING if needs_keys else JobState.QUEUED,
    )
    session.add(job)
    session.flush()
    return job


def request_when_unlocked(session: Session, first: Job, *, now: datetime) -> Job:
    """Ask for a job's work once more, with experiences; where that waits already, that is the one."""
    waiting = find_waiting_job(session, first.kind, first.subject_id)
    return waiting or request_job(
        session,
        first.kind,
        first.subject_id,
        key=f"{first.kind.value}:{first.subject_id}:unlocked:{first.id}",
        staff_id=first.requested_by_id,
        now=now,
        needs_keys=True,
    )


def get_job(session: Session, job_id: str) -> Job:
    """Return the job. Raises: NotFound (C102)."""
    job = session.get(Job, job_id, populate_existing=True)
    if job is None:
        raise NotFound("C102")
    return job


def find_unfinished_job(session: Session, kind: JobKind, subject_id: str) -> Job | None:
    """The job of this kind that is queued or running for the subject, if any."""
    wanted = _select_jobs(kind, subject_id).where(Job.state.in_(UNDER_WAY))
    return session.scalars(wanted.order_by(Job.queued_at)).first()


def find_waiting_job(session: Session, kind: JobKind, subject_id: str) -> Job | None:
    """The job of this kind that waits for experiences to be unlocked, if any."""
    wanted = _select_jobs(kind, subject_id).where(Job.state == JobState.NEEDS_UNLOCKING)
    return session.scalars(wanted.order_by(Job.queued_at)).first()


def find_latest_job(session: Session, kind: JobKind, subject_id: str) -> Job | None:
    """The job of this kind that was asked for last and could begin, if any."""
    wanted = _select_jobs(kind, subject_id).where(Job.state != JobState.NEEDS_UNLOCKING)
    return session.scalars(wanted.order_by(Job.queued_at.desc(), Job.id)).first()


def request_cancel(session: Session, job_id: str, *, now: datetime) -> None:
    """Ask a running job to stop at its next batch; one that only waits is cancelled at once."""
    job = update(Job).where(Job.id == job_id)
    at_once = {"state": JobState.CANCELLED, "finished_at": now, "cancel_requested": True}
    session.execute(job.where(Job.state.in_(WAITING)).values(**at_once))
    session.execute(job.where(Job.state == JobState.RUNNING).values(cancel_requested=True))


def _select_jobs(kind: JobKind, subject_id: str) -> Select[Job]:
    return select(Job).where(Job.kind == kind, Job.subject_id == subject_id)
