"""Krippendorff's alpha and Cohen's kappa, over patterns of values so that resampling costs little.

Alpha: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), with any distance between values; any
number of coders, values may be missing. Kappa: Cohen (1960), for two coders who both saw every unit.
"""

from dataclasses import dataclass, field

import numpy as np

MISSING = -1


@dataclass(frozen=True)
class Patterns:
    """Units by the values that their coders gave. `counts`: how many units show each row of `values`.

    clusters: the same for the units of each respondent, a row for each respondent.
    """

    values: np.ndarray = field(repr=False)
    counts: np.ndarray = field(repr=False)
    clusters: np.ndarray = field(repr=False)

    @property
    def units(self) -> int:
        """How many units there are."""
        return int(self.counts.sum())


def gather_patterns(values: np.ndarray, respondents: np.ndarray | None = None) -> Patterns:
    """Gather units × coders of value numbers, MISSING where a coder gave none.

    respondents: whose each unit is; each unit is somebody else's where it is not said. Units that fewer than
    two coders saw are left out. The order of the units makes no difference.
    """
    whose = np.arange(len(values)) if respondents is None else respondents
    is_paired = (values != MISSING).sum(axis=1) >= 2
    paired, whose = values[is_paired], whose[is_paired]
    if len(paired) == 0:
        return Patterns(paired, np.zeros(0, dtype="int64"), np.zeros((0, 0), dtype="int64"))
    rows, places, counts = np.unique(paired, axis=0, return_inverse=True, return_counts=True)
    names, numbers = np.unique(whose, return_inverse=True)
    clusters = np.zeros((len(names), len(rows)), dtype="int64")
    np.add.at(clusters, (numbers.ravel(), places.ravel()), 1)
    return Patterns(rows, counts.astype("int64"), clusters)


def make_nominal(number: int) -> np.ndarray:
    """Distances between values that are either the same or not."""
    return 1.0 - np.eye(number)


def find_alphas(patterns: Patterns, counts: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """Find alpha for each row of `counts` over the patterns; not a number where every value is the same."""
    given = _count_values(patterns.values, len(distances))
    coders = given.sum(axis=1)
    apart = ((given @ distances) * given).sum(axis=1) / (coders - 1)
    totals = counts @ given
    expected = ((totals @ distances) * totals).sum(axis=1)
    return 1.0 - _divide((totals.sum(axis=1) - 1) * (counts @ apart), expected)


def find_kappas(patterns: Patterns, counts: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """Find kappa for each row of `counts`, for values that are the same or not; not a number where both
    coders gave one value throughout."""
    first, second = (np.eye(len(distances))[patterns.values[:, coder]] for coder in (0, 1))
    units = counts.sum(axis=1)
    differing = counts @ (patterns.values[:, 0] != patterns.values[:, 1])
    by_chance = ((counts @ first) * (counts @ second)).sum(axis=1)
    return 1.0 - _divide(differing * units, units.astype("float64") ** 2 - by_chance)


def _count_values(values: np.ndarray, number: int) -> np.ndarray:
    """How often each pattern holds each value."""
    return np.stack([(values == one).sum(axis=1) for one in range(number)], axis=1).astype("float64")


def _divide(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    whole = np.full(len(above), np.nan)
    return np.divide(above, below, out=whole, where=below > 0)
