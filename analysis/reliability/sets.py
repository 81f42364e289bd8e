"""Distance between two sets of tags: MASI, so that partly the same counts as partly agreed.

Passonneau, Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic Annotation (2006).
"""

from collections.abc import Sequence

import numpy as np

WITHIN, CROSSING, APART = 2 / 3, 1 / 3, 0.0


def find_distance(first: frozenset[str], second: frozenset[str]) -> float:
    """Find 1 less the share of tags in common, weighted by whether one set holds the other."""
    if first == second:
        return 0.0
    common = len(first & second)
    return 1.0 - common / len(first | second) * _weigh(first, second)


def make_distances(sets: Sequence[frozenset[str]]) -> np.ndarray:
    """Distances between every two of these sets."""
    return np.array([[find_distance(first, second) for second in sets] for first in sets])


def _weigh(first: frozenset[str], second: frozenset[str]) -> float:
    if first <= second or second <= first:
        return WITHIN
    return CROSSING if first & second else APART
