"""Which returns have to be read in full: all of them, or above a number a share that nobody can pick."""

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass

WHOLE = 100


@dataclass(frozen=True)
class ReadingRule:
    """seed: of the draw, printed. Of more returns than `above`, `pct` in a hundred are read; None for all."""

    seed: str
    above: int | None = None
    pct: int | None = None

    def samples(self, count: int) -> bool:
        """Whether only some of this many have to be read."""
        return self.above is not None and self.pct is not None and count > self.above

    def count_asked(self, count: int) -> int:
        """How many of this many have to be read; a part of one is one."""
        return -(-count * (self.pct or WHOLE) // WHOLE) if self.samples(count) else count


@dataclass(frozen=True)
class Readings:
    """Ids of the returns that may be read, in the order they are listed, and of those that somebody read.

    closed: how many were sent and may not be used, so that nobody can read them.
    """

    readable: tuple[str, ...]
    read: frozenset[str]
    closed: int = 0


def list_asked(ids: Collection[str], rule: ReadingRule) -> frozenset[str]:
    """Those that have to be read: the first by their HMAC, which follows from id and seed alone."""
    drawn = sorted(ids, key=lambda id: _draw(rule.seed, id))
    return frozenset(drawn[: rule.count_asked(len(drawn))])


def list_still_unread(readings: Readings, rule: ReadingRule) -> list[str]:
    """Those that have to be read and were not, in the order they are listed."""
    asked = list_asked(readings.readable, rule)
    return [id for id in readings.readable if id in asked and id not in readings.read]


def meets_rule(readings: Readings, rule: ReadingRule) -> bool:
    """Whether every return that has to be read was read."""
    return not list_still_unread(readings, rule)


def _draw(seed: str, id: str) -> str:
    return hmac.new(seed.encode(), id.encode(), hashlib.sha256).hexdigest()
