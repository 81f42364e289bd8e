"""Many points gathered into few: small clusters that stand for their members, to keep tables small.

Where there are more points than can be compared each with each, the first ones are seeds, and every point
goes to its nearest; the points come in the order of their texts' hashes, so the first are a fair draw.
"""

from dataclasses import dataclass

import numpy as np

from analysis.themes.clusters import find_centres, find_nearest

MOST_POINTS = 600
"""So many points are compared each with each, many times over."""
_ROUNDS = 3


@dataclass(frozen=True)
class Gathered:
    """Points that stand for others: where they are, for how many, and which stands for each point."""

    points: np.ndarray
    weights: np.ndarray
    standing: np.ndarray


def gather(points: np.ndarray, most: int = MOST_POINTS) -> Gathered:
    """Gather points into at most so many; few points stand for themselves."""
    if len(points) <= most:
        return Gathered(points, np.ones(len(points)), np.arange(len(points)))
    centres = points[:most]
    for _ in range(_ROUNDS):
        standing = _number_anew(find_nearest(points, centres))
        centres = find_centres(points, standing, int(standing.max()) + 1)
    return Gathered(centres, np.bincount(standing).astype(float), standing)


def _number_anew(groups: np.ndarray) -> np.ndarray:
    """Number groups from 0 without gaps."""
    return np.asarray(np.unique(groups, return_inverse=True)[1])
