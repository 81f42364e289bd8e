"""At sign-in passwords are checked in turns, in what only reads: that takes long and much memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import abort
from sqlalchemy import inspect, update
from sqlalchemy.orm import Session

from consult.models.staff import Staff
from consult.sealing.errors import SealingBusy
from consult.sealing.turns import Turns
from consult.web.limits import TOO_MANY
from consult.web.number_limits import Places

WAIT_SECONDS = 20
CHECKS, _turns = Places(8), Turns("sign-in", 2)


@contextmanager
def check_in_turn() -> Iterator[None]:
    """Check a password when its turn comes, two at once in the whole installation; each takes 64 MiB."""
    try:
        with CHECKS.take(), _turns.take(WAIT_SECONDS):
            yield
    except SealingBusy:
        abort(TOO_MANY)


@dataclass(frozen=True)
class NewHash:
    """The hash of a password that was made anew because the way to make it changed, and the one before."""

    made: str = field(repr=False)
    before: str = field(repr=False)


def take_new_hash(session: Session, user: Any) -> NewHash | None:
    """Take it out of what only reads; None where none was made."""
    if user is None or user not in session.dirty:
        return None
    changed = inspect(user).attrs.password.history
    session.expire(user, ["password"])
    return NewHash(changed.added[0], changed.deleted[0])


def keep_new_hash(session: Session, user: Any, hashed: NewHash | None) -> None:
    """Keep it, unless the person was given another password meanwhile."""
    if hashed is not None:
        same = (Staff.id == user.id, Staff.password == hashed.before)
        session.execute(update(Staff).where(*same).values(password=hashed.made))
