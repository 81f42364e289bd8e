"""How often Python looks for rings of dead objects: seldom while an analysis runs.

An analysis makes a million small objects that live until its end. To go through them over and over takes a
twentieth of its time and finds next to nothing: memory at its highest is the same.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 20, 20)
"""New objects before the youngest are looked through; how many times before the older ones are."""


@contextmanager
def collect_seldom() -> Iterator[None]:
    """Look for dead objects seldom, until the end of what is done inside."""
    before = gc.get_threshold()
    if 0 < before[0] < _SELDOM[0]:  # who looks for them more seldom, or never, knows why
        gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
