"""The key store, for the commands that count the locked keys of experiences or lock them anew."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from consult.cli.key_record import find_sessions
from consult.cli.key_store import open_key_store
from consult.services.concerns.concern_wraps import ConcernWraps
from consult.services.keys.key_keeping import KeyStore


@contextmanager
def open_wraps(settings: Mapping[str, Any]) -> Iterator[KeyStore | None]:
    """Give the key store; None where nothing is set up yet, so that there are no keys.

    Raises: ConfigurationError (C003, C013, C017, C018).
    """
    with ExitStack() as stack:
        sessions = find_sessions(settings, stack)
        yield stack.enter_context(open_key_store(settings)) if sessions else None


@contextmanager
def open_concerns(settings: Mapping[str, Any]) -> Iterator[ConcernWraps | None]:
    """Give the locked keys of concerns; None where nothing is set up yet. Raises: as open_wraps."""
    with ExitStack() as stack:
        sessions = find_sessions(settings, stack)
        yield ConcernWraps(sessions) if sessions else None
