"""Intervals for a share and for the difference of two: Wilson's and Newcombe's, good for small groups too."""

from dataclasses import dataclass
from math import sqrt

from analysis.rounding import SCORE_DECIMALS

_Z = 1.959964
"""Of the normal distribution, for 95%."""


@dataclass(frozen=True)
class Interval:
    """A value with the ends of its 95% interval."""

    value: float
    low: float
    high: float

    def turn(self) -> "Interval":
        """The same seen from the other side."""
        return Interval(-self.value, -self.high, -self.low)


def find_share(count: int, base: int) -> Interval | None:
    """Find the share with Wilson's interval; None where there is nobody."""
    if base == 0:
        return None
    share = count / base
    middle = share + _Z**2 / (2 * base)
    half = _Z * sqrt(share * (1 - share) / base + _Z**2 / (4 * base**2))
    whole = 1 + _Z**2 / base
    return _make(share, max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole))


def find_difference(count: int, base: int, other: int, other_base: int) -> Interval:
    """Find the first share less the second with Newcombe's interval (1998, method 10); bases above nought."""
    first, second = find_share(count, base), find_share(other, other_base)
    if first is None or second is None:
        raise ValueError("the difference of a share of nobody")
    value = count / base - other / other_base
    below = sqrt((first.value - first.low) ** 2 + (second.high - second.value) ** 2)
    above = sqrt((first.high - first.value) ** 2 + (second.value - second.low) ** 2)
    return _make(value, max(-1.0, value - below), min(1.0, value + above))


def _make(value: float, low: float, high: float) -> Interval:
    return Interval(*(round(float(one), SCORE_DECIMALS) for one in (value, low, high)))
