"""How often Python looks for rings of dead objects: seldom while an analysis runs.

An analysis makes a million small objects that live until its end. To go through them over and over takes a
twentieth of its time and finds next to nothing: memory at its highest is the same.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_SELDOM = (50_000, 20, 20)
"""New objects before the youngest are looked through; how many times before the older ones are."""


class _Inside:
    """Who is inside now, in whatever thread: the process has one threshold for all of them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._number = 0
        self._before = gc.get_threshold()

    def enter(self) -> None:
        with self._lock:
            self._number += 1
            if self._number > 1:
                return
            self._before = gc.get_threshold()
            if 0 < self._before[0] < _SELDOM[0]:  # who looks for them more seldom, or never, knows why
                gc.set_threshold(*_SELDOM)

    def leave(self) -> None:
        with self._lock:
            self._number -= 1
            if not self._number:
                gc.set_threshold(*self._before)


_INSIDE = _Inside()


@contextmanager
def collect_seldom() -> Iterator[None]:
    """Look for dead objects seldom, until the end of what is done inside: of the last, where some overlap."""
    _INSIDE.enter()
    try:
        yield
    finally:
        _INSIDE.leave()
