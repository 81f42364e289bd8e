"""What is done with the keys is on record like everything else, where there is a database."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from consult.cli.opening import get_now, open_sessions
from consult.errors import ConfigurationError
from consult.sealing.errors import KeyFileTampered, WrongPassphrase
from consult.services import auditing

NOTHING_SET_UP = "C004"
REFUSED = "key refused"


@contextmanager
def on_record(settings: Mapping[str, Any], action: str, **details: object) -> Iterator[dict[str, object]]:
    """Put on record what the block did once it is done, or that a wrong passphrase was tried.

    The block may add to the details that it is given.
    A database that cannot be used is found before the block begins. Nothing set up yet: nothing to write to.
    Raises: ConfigurationError (C003, C013).
    """
    with ExitStack() as stack:
        sessions = find_sessions(settings, stack)
        try:
            yield details
        except WrongPassphrase:
            _write(sessions, REFUSED, {"for": action})
            raise
        except KeyFileTampered as problem:
            _write(sessions, REFUSED, {"for": action, "why": problem.code})
            raise
        _write(sessions, action, details)


def find_sessions(settings: Mapping[str, Any], stack: ExitStack) -> sessionmaker[Session] | None:
    """The maker of sessions, open as long as the stack; None where nothing is set up yet.

    Raises: ConfigurationError (C003, C013).
    """
    try:
        return stack.enter_context(open_sessions(settings))
    except ConfigurationError as error:
        if error.code != NOTHING_SET_UP:
            raise
        return None


def _write(sessions: sessionmaker[Session] | None, action: str, details: Mapping[str, object]) -> None:
    if sessions is None:
        return
    with sessions.begin() as session:
        auditing.record(
            session,
            actor=auditing.SYSTEM,
            action=action,
            subject_kind="key",
            subject_id="",
            details=details,
            now=get_now(),
        )
