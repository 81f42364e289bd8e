"""Centres of groups of points, and the nearest of them."""

import numpy as np

from analysis.vectors import make_unit

_BLOCK = 1_000


def find_centres(
    points: np.ndarray, groups: np.ndarray, count: int, weights: np.ndarray | None = None
) -> np.ndarray:
    """Find the unit centre of each group; an empty group has noughts. weights: of each point, or None."""
    sums = np.zeros((count, points.shape[1]))
    np.add.at(sums, groups, points if weights is None else points * weights[:, None])
    return make_unit(sums)


def find_nearest(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Number the nearest centre of each point, the first of equals."""
    found = np.empty(len(points), dtype=int)
    for start in range(0, len(points), _BLOCK):
        block = points[start : start + _BLOCK]
        found[start : start + _BLOCK] = np.round(block @ centres.T, 6).argmax(axis=1)
    return found
