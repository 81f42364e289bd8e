"""Those who did not raise something, as counts of their own: the base less the count.

Where a region hides how few they are, they are guarded as those who raised it are: in one table, and
beside everything that was published before.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from analysis.tables.limits import ALL
from analysis.tables.since import Counts, Layers, Published

Row = Sequence[int | None]


def turn_counts(bases: Layers, counts: Layers) -> Layers:
    """Count those who did not, in both layers."""
    own = None if bases.own is None or counts.own is None else bases.own - counts.own
    return Layers(np.asarray(bases.every - counts.every), own)


def turn_published(known: Iterable[Published], label: str) -> Iterator[Published]:
    """Read what was published of a row as how many did not raise it; nothing where no base is known."""
    for one in known:
        if ALL in one.every and label in one.every:
            own = _turn(one.own, label) if ALL in one.own and label in one.own else {}
            yield replace(one, every=_turn(one.every, label), own=own)


def _turn(counts: Counts, label: str) -> Counts:
    base, row = counts[ALL], counts[label]
    return {ALL: tuple(base), label: tuple(map(_subtract, base, row))}


def _subtract(base: int | None, count: int | None) -> int | None:
    return None if base is None or count is None else base - count
