"""Things looked up by a key of theirs, in the order that all of them came in."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import chain
from operator import itemgetter
from typing import Generic, TypeVar

T = TypeVar("T")


class InOrder(Generic[T]):
    """Things by a key that several may have. A draft asks for a few of many thousand at each question."""

    def __init__(self, things: Iterable[T], find_key: Callable[[T], str]) -> None:
        self._by_key: dict[str, list[tuple[int, T]]] = defaultdict(list)
        for place, one in enumerate(things):
            self._by_key[find_key(one)].append((place, one))

    def pick(self, keys: Collection[str]) -> list[T]:
        """Those that have one of these keys, in the order of all."""
        found = chain.from_iterable(self._by_key[key] for key in set(keys) if key in self._by_key)
        return [one for _, one in sorted(found, key=itemgetter(0))]
