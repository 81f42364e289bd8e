"""Groups put together until every base can be shown, beside everything that was published before."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from analysis.tables.limits import ALL
from analysis.tables.rows import find_small
from analysis.tables.since import Layers, Partition, Published, find_changes


def pool_groups(
    groups: Sequence[str], bases: Layers, threshold: int, columns: str, earlier: Sequence[Published]
) -> Partition:
    """Put groups together until no base is small, nor what is between two bases, nor a change since.

    Groups that were published together stay together. Returns: nothing where even the total cannot be shown.
    """
    partition = _start(groups, columns, earlier)
    while partition:
        place = _find_small(groups, bases, partition, threshold, columns, earlier)
        if place is None:
            return partition
        partition = _join(groups, bases, partition, place) if len(partition) > 1 else ()
    return partition


def _start(groups: Sequence[str], columns: str, earlier: Sequence[Published]) -> Partition:
    """Begin with what was together in any earlier table, the groups in their order."""
    together = {key: {key} for key in groups}
    for table in earlier:
        for part in table.groups if table.is_by(columns) else ():
            for key, other in pairwise(part):
                if key in together and other in together:
                    joined = together[key] | together[other]
                    together |= dict.fromkeys(joined, joined)
    return _order(groups, {tuple(key for key in groups if key in together[first]) for first in groups})


def _find_small(
    groups: Sequence[str],
    bases: Layers,
    partition: Partition,
    threshold: int,
    columns: str,
    earlier: Sequence[Published],
) -> int | None:
    """Find the first group that cannot be shown by itself; 0 where it is their total."""
    pooled = bases.pool(groups, partition)
    for layer in pooled.list_known():
        if find_small(np.append(layer, layer.sum()), threshold).any():
            return int(np.argmax(find_small(layer, threshold)))
    for table in earlier:
        changes = find_changes(table, ALL, pooled, partition, columns)
        small = (
            np.any([find_small(np.abs(one), threshold) for one in changes], axis=0)
            if changes
            else np.zeros(1)
        )
        if small.any():
            return int(np.argmax(small[:-1])) if len(small) > 1 else 0
    return None


def _join(groups: Sequence[str], bases: Layers, partition: Partition, place: int) -> Partition:
    sizes = bases.pool(groups, partition).every
    others = [number for number in range(len(partition)) if number != place]
    other = min(others, key=lambda number: (sizes[number], number))
    joined = {*partition[place], *partition[other]}
    kept = [part for number, part in enumerate(partition) if number not in (place, other)]
    return _order(groups, [*kept, tuple(key for key in groups if key in joined)])


def _order(groups: Sequence[str], parts: Iterable[tuple[str, ...]]) -> Partition:
    """Put single groups first, in their order, then those that stand for several."""
    return tuple(sorted(parts, key=lambda part: (len(part) > 1, groups.index(part[0]))))
