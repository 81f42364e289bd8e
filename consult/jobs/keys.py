"""What a job does about locked experiences: the rest goes on, and the same work waits for the keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from consult.jobs.running import JobContext
from consult.services.jobs import queueing
from consult.told import Told

Found = TypeVar("Found", covariant=True)


@dataclass(frozen=True)
class Looked(Generic[Found]):
    """What was read, and whether experiences could be opened all the while."""

    found: Found
    was_unlocked: bool


def look(context: JobContext, read: Callable[[Session], Found]) -> Looked[Found]:
    """Read in a transaction of its own what a job works on."""
    before = _is_unlocked(context)
    with context.sessions.begin() as session:
        found = read(session)
    return Looked(found, before and _is_unlocked(context))


def ask_again_when_unlocked(
    session: Session, context: JobContext, looked: Looked[object], *, now: datetime
) -> None:
    """Let the same work wait for the keys, after experiences were left out of it as locked.

    Not where the keys were there: what stayed locked then was locked for another key, and asking again
    would go on without end.
    """
    if not looked.was_unlocked:
        first = queueing.get_job(session, context.claim.job_id)
        queueing.request_when_unlocked(session, first, now=now)


def report_locked(locked: Told) -> dict[str, int]:
    """How many experiences were left out as locked, for the result of a job."""
    return {"locked": locked.all, "locked_vouched": locked.vouched}


def read_locked(result: Mapping[str, Any]) -> Told:
    """Read what a job reported; one that ended before channels were told apart says nothing of them."""
    return Told(int(result.get("locked", 0)), int(result.get("locked_vouched", 0)))


def _is_unlocked(context: JobContext) -> bool:
    return context.keys is not None and context.keys.is_unlocked()
