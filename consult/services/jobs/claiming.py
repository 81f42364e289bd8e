"""Claims: a worker's attempt at a job. Whatever it writes about the job counts only while the claim holds.

A worker that was taken for dead (a laptop asleep, a process stopped) may wake while another one is at its
job. Each claim is therefore numbered, and every write names its number: the late one changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, literal, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from consult.errors import CodedError, Conflict
from consult.models.job import Job
from consult.vocabulary import JobState

STALE_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 3


class ClaimLost(Conflict):
    """Another worker has the job now, or somebody ended it: this attempt must stop and keep nothing."""

    def __init__(self) -> None:
        super().__init__("C603")


@dataclass(frozen=True)
class Claim:
    """One attempt at one job."""

    job_id: str
    attempt: int

    @property
    def mark(self) -> str:
        """What marks that which this attempt keeps bit by bit."""
        return f"{self.job_id}.{self.attempt}"


@dataclass(frozen=True)
class Taking:
    """Which jobs a worker may take at this moment: those that need the keys, those that do not."""

    without_keys: bool = True
    with_keys: bool = False


def claim_job(session: Session, job_id: str, taking: Taking, *, now: datetime) -> Claim | None:
    """Take the job for this worker; None where another has it, it is not for this worker, or it is over."""
    statement = (
        update(Job)
        .where(Job.id == job_id, _is_free(taking, now), Job.attempts < MOST_ATTEMPTS)
        .values(state=JobState.RUNNING, attempts=Job.attempts + 1, started_at=now, heartbeat_at=now)
        .values(progress_step="", progress_done=0, progress_total=0, step_began_at=None, result={})
        .returning(Job.attempts)
    )
    attempt = session.execute(statement).scalar_one_or_none()
    return None if attempt is None else Claim(job_id, attempt)


def hold_claim(session: Session, claim: Claim) -> None:
    """Keep the job from every other worker until this transaction ends. Raises: ClaimLost."""
    if session.scalar(select(Job.id).where(_holds(claim)).with_for_update()) is None:
        raise ClaimLost


def list_marks(session: Session) -> list[str]:
    """The marks of the attempts that are at work: what another one left half done is nobody's any more."""
    running = session.execute(select(Job.id, Job.attempts).where(Job.state == JobState.RUNNING))
    return [Claim(job_id, attempt).mark for job_id, attempt in running]


def report_progress(
    session: Session,
    claim: Claim,
    *,
    step: str,
    done: int,
    total: int,
    now: datetime,
    seconds_left: float | None = None,
) -> bool:
    """Write how far the job is, which is its heartbeat too; True once somebody asked it to stop.

    seconds_left: of the whole job, where that can be told. Raises: ClaimLost.
    """
    left = {} if seconds_left is None else {"seconds_left": round(seconds_left)}
    values: dict[str, Any] = {"progress_step": step, "progress_done": done, "progress_total": total}
    values |= {"heartbeat_at": now, "result": left}
    began = case((Job.progress_step == step, Job.step_began_at), else_=literal(now, Job.step_began_at.type))
    values_now = update(Job).where(_holds(claim)).values(**values, step_began_at=began)
    statement = values_now.returning(Job.cancel_requested)
    stop = session.execute(statement).scalar_one_or_none()
    if stop is None:
        raise ClaimLost
    return bool(stop)


def beat(session: Session, claim: Claim, *, now: datetime) -> None:
    """Say that the worker lives. Raises: ClaimLost."""
    _write(session, claim, heartbeat_at=now)


def finish_job(session: Session, claim: Claim, *, result: dict[str, Any], now: datetime) -> None:
    """Mark the job done, with what it made: in the transaction that keeps it, so that both or neither stand.

    Raises: ClaimLost, on which the caller's transaction must not be committed.
    """
    _write(session, claim, state=JobState.DONE, result=result, finished_at=now)


def fail_job(session: Session, claim: Claim, error: CodedError, *, now: datetime) -> None:
    """Mark the job failed or, for C601, cancelled; the message is for people. Raises: ClaimLost."""
    state = JobState.CANCELLED if error.code == "C601" else JobState.FAILED
    _write(session, claim, state=state, result={}, finished_at=now, **_describe(error))


def list_missed_jobs(session: Session, taking: Taking, *, now: datetime) -> Sequence[str]:
    """Ids of jobs that wait for such a worker, or whose worker has died, oldest first."""
    wanted = select(Job.id).where(_is_free(taking, now), Job.attempts < MOST_ATTEMPTS)
    return session.scalars(wanted.order_by(Job.queued_at, Job.id)).all()


def tidy_dead_jobs(session: Session, *, now: datetime) -> int:
    """Let what a dead worker left say how it stands; returns how many jobs were given up.

    One whose worker died at every attempt has failed; one that needs the keys waits for them again.
    """
    error = CodedError("C602", reason=f"the worker stopped {MOST_ATTEMPTS} times")
    dead = update(Job).where(_is_stale(now))
    given_up = session.execute(
        dead.where(Job.attempts >= MOST_ATTEMPTS).values(
            state=JobState.FAILED, finished_at=now, **_describe(error)
        )
    )
    session.execute(dead.where(Job.needs_keys).values(state=JobState.NEEDS_UNLOCKING))
    return given_up.rowcount if isinstance(given_up, CursorResult) else 0


def _write(session: Session, claim: Claim, **values: Any) -> None:
    """Write to the job of a claim. The row stays locked, so the claim holds until the transaction ends."""
    result = session.execute(update(Job).where(_holds(claim)).values(**values))
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise ClaimLost


def _holds(claim: Claim) -> ColumnElement[bool]:
    return and_(Job.id == claim.job_id, Job.attempts == claim.attempt, Job.state == JobState.RUNNING)


def _is_free(taking: Taking, now: datetime) -> ColumnElement[bool]:
    """Jobs of the kinds that may be taken, which wait or whose worker died."""
    waits = or_(Job.state.in_((JobState.QUEUED, JobState.NEEDS_UNLOCKING)), _is_stale(now))
    kinds = [Job.needs_keys.is_(False)] if taking.without_keys else []
    kinds += [Job.needs_keys.is_(True)] if taking.with_keys else []
    return and_(waits, or_(false(), *kinds))


def _is_stale(now: datetime) -> ColumnElement[bool]:
    return and_(Job.state == JobState.RUNNING, Job.heartbeat_at < now - STALE_AFTER)


def _describe(error: CodedError) -> dict[str, str]:
    return {"error_code": error.code, "error_text": f"{error.message} {error.remedy}"}
