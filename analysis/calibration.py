"""Whether scores of suggestions mean what they say: of those with a score of 20–40%, were as many right?

Tags of one passage are not independent, so what is found here is surer of itself than it should be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from analysis.rounding import SCORE_DECIMALS
from analysis.tables.intervals import Interval, find_share

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
LEAST_DECIDED = 100
"""Then the 95% interval of a share of one half is twenty points wide."""
LEAST_IN_BAND = 10
_Z = 2.575829
"""Of the normal distribution, for 99%: five bands together then give at most one false alarm in twenty."""


class Trust(StrEnum):
    """How far scores can be trusted."""

    TOO_FEW = "too_few"
    AS_SAID = "as_said"
    TOO_HIGH = "too_high"
    TOO_LOW = "too_low"
    NEITHER = "neither"


@dataclass(frozen=True)
class Band:
    """Suggestions with a score in [low, high), the last with 1 too. expected: the sum of their scores."""

    low: float
    high: float
    decided: int
    accepted: int
    expected: float
    spread: float

    @property
    def share(self) -> Interval | None:
        """The share that people accepted, with Wilson's 95% interval; None where nothing was decided."""
        return find_share(self.accepted, self.decided)

    @property
    def mean_score(self) -> float | None:
        """The share that should be accepted if scores mean what they say."""
        return round(self.expected / self.decided, SCORE_DECIMALS) if self.decided else None

    @property
    def is_off(self) -> bool:
        """Whether more or fewer were accepted than chance explains; never said of too few."""
        if self.decided < LEAST_IN_BAND:
            return False
        return abs(self.accepted - self.expected) > _Z * max(self.spread, 1e-9) + 0.5


@dataclass(frozen=True)
class Calibration:
    """The bands from the lowest scores to the highest; they add up to all that was decided."""

    bands: tuple[Band, ...]

    @property
    def decided(self) -> int:
        """How many suggestions people decided about."""
        return sum(one.decided for one in self.bands)

    @property
    def needed(self) -> int:
        """How many more have to be decided about before anything is said."""
        return max(0, LEAST_DECIDED - self.decided)

    @property
    def trust(self) -> Trust:
        """How far the scores can be trusted, by the bands of which enough was decided."""
        if self.needed:
            return Trust.TOO_FEW
        ways = {one.accepted > one.expected for one in self.bands if one.is_off}
        if not ways:
            return Trust.AS_SAID
        if len(ways) > 1:
            return Trust.NEITHER
        return Trust.TOO_LOW if ways.pop() else Trust.TOO_HIGH


def calibrate(decided: Iterable[tuple[float, bool]]) -> Calibration:
    """Sort suggestions by their scores into bands. decided: the score, 0 to 1, and whether accepted."""
    found: list[list[tuple[float, bool]]] = [[] for _ in EDGES[1:]]
    for score, is_accepted in decided:
        found[_find_band(score)].append((score, is_accepted))
    ends = zip(EDGES, EDGES[1:], found, strict=False)
    return Calibration(tuple(_make_band(low, high, some) for low, high, some in ends))


def _find_band(score: float) -> int:
    """The band of a score; a rounded score on an edge belongs to the band above."""
    inner = EDGES[1:-1]
    return sum(round(score, SCORE_DECIMALS) >= edge for edge in inner)


def _make_band(low: float, high: float, some: list[tuple[float, bool]]) -> Band:
    scores = sorted(score for score, _ in some)
    accepted = sum(is_accepted for _, is_accepted in some)
    spread = sqrt(sum(one * (1 - one) for one in scores))
    return Band(low, high, len(some), accepted, sum(scores), spread)
