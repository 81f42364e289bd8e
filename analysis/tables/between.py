"""What is between a row and one that was published, where one counts a part of the other."""

import numpy as np

from analysis.tables.known_bounds import Bounds, tighten

ROUNDS = 3
"""So often what is known of each of three rows is used for the others; more found no more in thousands."""


def list_cornered(more: Bounds, less: Bounds, between: Bounds, threshold: int) -> np.ndarray:
    """List for each layer whether something hidden of any of these rows can only be a small number.

    more: what the larger count is at least and at most. between: what is known of their difference, which is
    nowhere less than nought.
    """
    unknown = [more.least < more.most, less.least < less.most]
    for _ in range(ROUNDS):
        more, less, between = map(tighten, (more, less, between))
        between = between.narrow(more.least - less.most, more.most - less.least)
        more = more.narrow(less.least + between.least, less.most + between.most)
        less = less.narrow(more.least - between.most, more.most - between.least)
    flags = zip((more, less, between), (*unknown, unknown[0] | unknown[1]), strict=True)
    found = [_could_only_be_small(row, some, threshold) for row, some in flags]
    return found[0] | found[1] | found[2]


def _could_only_be_small(row: Bounds, unknown: np.ndarray, threshold: int) -> np.ndarray:
    small: np.ndarray = unknown & (row.most > 0) & (row.most < threshold)
    return np.asarray(small.any(axis=1))
