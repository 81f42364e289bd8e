"""What chance alone would do to several groups: a permutation test of chi-square, and Cramér's V."""

import numpy as np

from analysis.rounding import SCORE_DECIMALS
from analysis.tables.intervals import Interval

SHUFFLES = 9_999
FIRST_SHUFFLES = 999
ENOUGH = 100
"""So many shuffles at least as uneven among the first settle that there is nothing to see."""

RESAMPLES = 999
_SEED = 20_240_601


def shuffle_groups(yes: np.ndarray, base: np.ndarray) -> tuple[float, Interval]:
    """Test counts out of their bases: p, and how far the groups differ; the same input gives the same."""
    rng = np.random.default_rng(_SEED)
    p = _shuffle(rng, yes, base)
    resampled = rng.binomial(base, yes / base, size=(RESAMPLES, len(base)))
    low, high = np.quantile(_find_v(resampled, base), (0.025, 0.975))
    value = float(_find_v(yes[None, :], base)[0])
    ends = (value, min(low, value), max(high, value))
    return p, Interval(*(round(float(one), SCORE_DECIMALS) for one in ends))


def _shuffle(rng: np.random.Generator, yes: np.ndarray, base: np.ndarray) -> float:
    """The share of shuffles, the true table among them, in which groups are as uneven as in the true one."""
    seen, met, done = _measure(yes[None, :], base)[0] - 1e-9, 1, 1
    for number in (FIRST_SHUFFLES, SHUFFLES - FIRST_SHUFFLES):
        if met <= ENOUGH:
            drawn = rng.multivariate_hypergeometric(base, int(yes.sum()), size=number, method="marginals")
            met, done = met + int((_measure(drawn, base) >= seen).sum()), done + number
    return met / done


def _measure(yes: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Chi-square of each row of counts out of the same bases; nought where all or nobody is counted."""
    expected = base * (yes.sum(axis=1, keepdims=True) / base.sum())
    spread = expected * (1 - expected / base)
    parts = np.divide((yes - expected) ** 2, spread, out=np.zeros(spread.shape), where=spread > 0)
    return parts.sum(axis=1)


def _find_v(yes: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Cramér's V of each row of counts, less what chance alone would give (Bergsma 2013)."""
    whole, most = base.sum(), len(base) - 1
    phi = np.maximum(0, _measure(yes, base) / whole - most / (whole - 1))
    rows, columns = 2 - 1 / (whole - 1), len(base) - most**2 / (whole - 1)
    return np.sqrt(phi / max(min(rows - 1, columns - 1), 1e-9)).clip(0, 1)
