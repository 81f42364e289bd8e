"""What was published before, and what a reader sees has changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

Partition = tuple[tuple[str, ...], ...]
Counts = Mapping[str, tuple[int | None, ...]]
"""By label, and ALL for bases: the count of each group in order, then the total; None where it is hidden."""


@dataclass(frozen=True)
class Published:
    """What a reader already has. columns: which groups these are; empty where only totals were said.

    own: the counts without shared wording, where these were published too. is_of_others: of people some of
    whom are in the table that is compared and some are not, so that neither is the other at a later time.
    is_floor: no table, but what each count of the one compared is at least, worked out of several.
    is_of_same_answers: whoever is counted in both said the same in both, so that what is between two numbers
    is no more than what is between their bases.
    """

    columns: str
    groups: Partition
    every: Counts
    own: Counts = field(default_factory=dict)
    is_of_others: bool = False
    is_floor: bool = False
    is_of_same_answers: bool = False

    def is_by(self, columns: str) -> bool:
        """Whether its groups are those of another table, so that parts can be compared."""
        return bool(self.groups) and self.columns == columns


@dataclass(frozen=True)
class Layers:
    """Counts of everybody, without shared wording, and what is between them: rows by groups."""

    every: np.ndarray
    own: np.ndarray | None = None

    def list_known(self) -> list[np.ndarray]:
        """List every array that a reader can make of what is shown."""
        return [self.every] if self.own is None else [self.every, self.own, self.every - self.own]

    def pool(self, groups: Sequence[str], partition: Partition) -> "Layers":
        """Add up the groups that are together."""
        places = [[groups.index(key) for key in part] for part in partition]
        pooled = [
            None if one is None else np.stack([one[..., part].sum(axis=-1) for part in places], axis=-1)
            for one in (self.every, self.own)
        ]
        assert pooled[0] is not None
        return Layers(pooled[0], pooled[1])


def find_changes(
    table: Published, label: str, counts: Layers, partition: Partition, columns: str
) -> list[np.ndarray]:
    """Find how a row has changed since it was published: by group, then in all; what nobody knows is 0."""
    before = [read_before(layer, label, table, partition, columns) for layer in (table.every, table.own)]
    now = [np.append(one, one.sum()) for one in counts.list_known()]
    changes = [now[0] - before[0]]
    if len(now) > 1:
        changes += [now[1] - before[1], now[2] - (before[0] - before[1])]
    return [np.nan_to_num(one).astype(np.int64) for one in changes]


def read_before(
    layer: Counts, label: str, table: Published, partition: Partition, columns: str
) -> np.ndarray:
    """Read what was published of a row, in the groups of now; NaN where it was hidden or never said."""
    row = layer.get(label)
    found = np.full(len(partition) + 1, np.nan)
    if row is None:
        return found
    found[-1] = np.nan if row[-1] is None else row[-1]
    if table.is_by(columns):
        for place, part in enumerate(partition):
            found[place] = _add_up(row, table.groups, part)
    return found


def _add_up(row: Sequence[int | None], groups: Partition, part: Sequence[str]) -> float:
    """Add up what was published of groups that are together now; groups that are new had nobody."""
    inside = [place for place, group in enumerate(groups) if set(group) <= set(part)]
    crossing = any(set(group) & set(part) and not set(group) <= set(part) for group in groups)
    counts = [row[place] for place in inside]
    known = [count for count in counts if count is not None]
    return float(sum(known)) if len(known) == len(counts) and not crossing else float("nan")


def list_totals(table: Published, label: str) -> list[tuple[int, int | None]]:
    """List what each layer's total was at least, by all that was published, and the total where it was.

    In the order of `Layers.list_known`. What is hidden is somebody, but in a row that is withheld whole.
    """
    every, own = table.every[label], table.own.get(label)
    hidden = 0 if all(count is None for count in every[:-1]) else 1
    found = [(_sum_known(every, hidden), every[-1])]
    if own is not None:
        found.append((_sum_known(own, 0), own[-1]))
        shared = [None if a is None or b is None else a - b for a, b in zip(every, own, strict=True)]
        found.append((_sum_known(shared, 0), shared[-1]))
    return found


def _sum_known(row: Sequence[int | None], hidden: int) -> int:
    if (total := row[-1]) is not None:
        return total
    return sum(hidden if count is None else count for count in row[:-1])
