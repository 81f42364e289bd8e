"""Keep what was made of an object for as long as the object lives."""

import weakref
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Whole = TypeVar("Whole")
Made = TypeVar("Made")


def keep_while_alive(make: Callable[[Whole], Made]) -> Callable[[Whole], Made]:
    """Make something of an object once: of one that never changes, and is known by being itself."""
    kept: dict[int, tuple[weakref.ref[Any], Made]] = {}

    @wraps(make)
    def find(whole: Whole) -> Made:
        key = id(whole)
        known = kept.get(key)
        if known is not None and known[0]() is whole:
            return known[1]
        made = make(whole)
        kept[key] = (weakref.ref(whole, lambda _gone: kept.pop(key, None)), made)
        return made

    return find
