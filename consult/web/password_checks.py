"""At sign-in passwords are checked in turns, in what only reads: that takes long and much memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import abort
from sqlalchemy.orm import Session

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


def take_new_hash(session: Session, user: Any) -> str | None:
    """The hash that was made anew because the way to make it changed, taken out of what only reads."""
    if user is None or user not in session.dirty:
        return None
    new_hash = str(user.password)
    session.expire(user, ["password"])
    return new_hash
