"""A tree cut into a number of groups that are large enough to be themes; smaller ones join their nearest."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from analysis.themes.clusters import find_centres, find_nearest
from analysis.themes.levels import cut
from analysis.themes.trees import Tree

_DEEPER = 6
"""A tree is cut into at most so many groups for each theme that is wanted."""


@dataclass(frozen=True)
class Cut:
    """The group of each point, from 0 without gaps, and a point of each group as the tree has it."""

    groups: np.ndarray
    found_by: np.ndarray


def find_least(texts: float) -> int:
    """Find how many texts a theme has at least, of so many."""
    return max(2, round(sqrt(texts) / 5))


def cut_by_number(tree: Tree, points: np.ndarray, weights: np.ndarray, most: int) -> dict[int, Cut]:
    """Cut a tree into each number of large enough groups that it can be cut into, up to the most."""
    least = find_least(float(weights.sum()))
    cuts: dict[int, Cut] = {}
    for groups in cut(tree, _DEEPER * most).T:
        large = np.flatnonzero(np.bincount(groups, weights=weights) >= least)
        if 1 <= len(large) <= most and len(large) not in cuts:
            cuts[len(large)] = _join_small(groups, large, points, weights)
    return cuts or {1: Cut(np.zeros(len(points), dtype=int), np.zeros(1, dtype=int))}


def find_broader(tree: Tree, fine: Cut, count: int) -> np.ndarray | None:
    """Number the broader group of each group for so many broader ones; None if there cannot be."""
    for level in cut(tree, len(tree) + 1).T:
        broader = np.unique(level[fine.found_by], return_inverse=True)[1]
        if len(np.unique(broader)) >= count:
            return np.asarray(broader) if len(np.unique(broader)) == count else None
    return None


def _join_small(groups: np.ndarray, large: np.ndarray, points: np.ndarray, weights: np.ndarray) -> Cut:
    numbers = np.full(int(groups.max()) + 1, -1)
    numbers[large] = np.arange(len(large))
    joined = numbers[groups]
    inside = joined >= 0
    centres = find_centres(points[inside], joined[inside], len(large), weights[inside])
    found_by = np.array([int(np.flatnonzero(joined == group)[0]) for group in range(len(large))])
    joined[~inside] = find_nearest(points[~inside], centres)
    return Cut(joined, found_by)
