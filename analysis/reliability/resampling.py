"""How far a coefficient would move if other respondents of the same kind had been drawn.

Bootstrap: respondents are drawn again with replacement, each with all passages, with a fixed seed: what one
person wrote is alike, so that passages drawn apart would promise more than they carry (Field and Welsh,
Bootstrapping clustered data, 2007).
"""

from collections.abc import Callable

import numpy as np

from analysis.columns import SCORE_DECIMALS
from analysis.reliability.agreeing import Patterns
from analysis.tables.intervals import Interval

REPEATS = 1000
SEED = 1970
LEVELS = (0.025, 0.975)
MOST_UNKNOWN = 0.05
"""Of the repeats, how many may give no coefficient (all the same) before no interval is given."""

Coefficient = Callable[[Patterns, np.ndarray, np.ndarray], np.ndarray]


def find_interval(patterns: Patterns, coefficient: Coefficient, distances: np.ndarray) -> Interval | None:
    """Find the coefficient with its 95% interval.

    None where it cannot be found, or cannot in too many of the repeats.
    """
    if patterns.units == 0:
        return None
    value = float(coefficient(patterns, patterns.counts[None, :], distances)[0])
    found = coefficient(patterns, _draw_again(patterns), distances)
    known = found[~np.isnan(found)]
    if np.isnan(value) or len(known) < (1 - MOST_UNKNOWN) * len(found):
        return None
    low, high = (float(end) for end in np.quantile(known, LEVELS))
    if value == 1.0:
        low = _find_floor(patterns, distances)
    return Interval(*(round(one, SCORE_DECIMALS) + 0.0 for one in (value, min(low, value), max(high, value))))


def _draw_again(patterns: Patterns) -> np.ndarray:
    """Repeats × patterns: those alike in all they gave are drawn as one kind of respondent."""
    drawer = np.random.default_rng(SEED)
    kinds, many = np.unique(patterns.clusters, axis=0, return_counts=True)
    drawn: np.ndarray = drawer.multinomial(many.sum(), many / many.sum(), size=REPEATS) @ kinds
    return drawn


def _find_floor(patterns: Patterns, distances: np.ndarray) -> float:
    """The lower end where nobody differed, which drawing again cannot show.

    The exact upper bound of a share of which none was seen, against the disagreement by chance. It is that
    of respondents: a passage more of somebody who was seen tells less than somebody new.
    """
    unseen = 1.0 - LEVELS[0] ** (1.0 / len(patterns.clusters))
    given = np.eye(len(distances))[patterns.values.max(axis=1)]
    shares = patterns.counts @ given / patterns.units
    return 1.0 - unseen / float(shares @ distances @ shares)
