"""Centres of groups of points, and the nearest of them."""

import numpy as np

from analysis.vectors import make_unit


def find_centres(
    points: np.ndarray, groups: np.ndarray, count: int, weights: np.ndarray | None = None
) -> np.ndarray:
    """Find the unit centre of each group; an empty group has noughts. weights: of each point, or None."""
    sums = np.zeros((count, points.shape[1]))
    np.add.at(sums, groups, points if weights is None else points * weights[:, None])
    return make_unit(sums)


def find_nearest(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Number the nearest centre of each point, the first of equals."""
    return np.asarray(np.round(points @ centres.T, 6).argmax(axis=1))
