"""How far two groupings of the same things agree, from the table of what their groups share."""

import numpy as np


def count_shared(one: np.ndarray, other: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """Count what each group of one grouping (rows) shares with each of another (columns)."""
    rows, columns = int(one.max()) + 1, int(other.max()) + 1
    counts = np.bincount(one * columns + other, weights=weights, minlength=rows * columns)
    return counts.reshape(rows, columns)


def measure_agreement(one: np.ndarray, other: np.ndarray) -> float:
    """Measure the adjusted Rand index of two groupings: 1 where they are the same, about 0 by chance."""
    shared = count_shared(one, other)
    both, total = int((shared**2).sum()), int(shared.sum())
    only_one, only_other = (int((shared.sum(axis=axis) ** 2).sum()) - both for axis in (1, 0))
    if only_one == only_other == 0:
        return 1.0
    neither, pairs = total**2 - only_one - only_other - both, both - total
    expected = (pairs + only_one) * (only_one + neither) + (pairs + only_other) * (only_other + neither)
    return 2.0 * (pairs * neither - only_one * only_other) / expected


def find_best_overlaps(one: np.ndarray, other: np.ndarray, weights: np.ndarray, count: int) -> np.ndarray:
    """Find for each of so many groups of one grouping the best overlap with one of another: 0 to 1.

    An overlap is what two groups share over what either has, by weight: whole numbers, which add up exactly.
    """
    shared = count_shared(one, other, weights)
    either = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0) - shared
    found = np.zeros(count)
    found[: len(shared)] = np.divide(shared, either, out=np.zeros(shared.shape), where=either > 0).max(axis=1)
    return found
