"""What each number of a row is at least and at most, for who knows one table."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.tables.limits import ALL
from analysis.tables.rows import Row
from analysis.tables.since import Partition, Published, read_before

ANYTHING = 1e9
"""More than anybody counts."""


@dataclass(frozen=True, slots=True)
class Place:
    """The columns of a table: what they are by, and what each stands for."""

    columns: str
    groups: Partition


@dataclass(frozen=True, slots=True)
class Bounds:
    """By layer (everybody, without shared wording, what is between) and part; the totals NaN where hidden."""

    least: np.ndarray
    most: np.ndarray
    totals: np.ndarray

    @property
    def is_known(self) -> bool:
        """Whether nothing is hidden."""
        return bool((self.least == self.most).all())

    def narrow(self, least: np.ndarray, most: np.ndarray) -> "Bounds":
        """The same, where the parts are also known to be in these bounds."""
        return Bounds(np.maximum(self.least, least), np.minimum(self.most, most), self.totals)


def tighten(row: Bounds) -> Bounds:
    """A total leaves each part no more than the others leave, and no less than they can have."""
    totals = row.totals[:, None]
    others_least = row.least.sum(axis=1, keepdims=True) - row.least
    others_most = row.most.sum(axis=1, keepdims=True) - row.most
    return row.narrow(
        np.nan_to_num(totals - others_most, nan=0), np.nan_to_num(totals - others_least, nan=ANYTHING)
    )


def bound(table: Published, label: str, place: Place) -> Bounds:
    """Find what a table tells of a row in the groups of now."""
    numbers = read_layers(table, label, place)
    parts = numbers[:, :-1]
    least = np.nan_to_num(parts)
    least[0] = np.fmax(least[0], _list_floors(table, label, place))
    hidden = np.isnan(parts)
    most = np.where(hidden, read_layers(table, ALL, place)[:, :-1], parts) if hidden.any() else parts
    return Bounds(least, np.nan_to_num(most, nan=ANYTHING), numbers[:, -1])


def find_most(row: Row, shown: np.ndarray) -> np.ndarray:
    """Find what each part of a new row is at most: what is shown, or all who were asked."""
    bases = [row.every_base, row.own_base, row.every_base - row.own_base]
    return np.where(shown, [row.every, row.own, row.shared], bases).astype(float)


def read_layers(table: Published, label: str, place: Place) -> np.ndarray:
    """Read a row of all three layers, with its total; NaN where it was hidden or never said."""
    every, own = (
        read_before(layer, label, table, place.groups, place.columns) for layer in (table.every, table.own)
    )
    return np.array([every, own, every - own])


def _list_floors(table: Published, label: str, place: Place) -> list[int]:
    """What is hidden of everybody is somebody, but in a row that is withheld whole."""
    row = table.every.get(label)
    if row is None or not table.is_by(place.columns) or table.is_floor:
        return [0] * len(place.groups)
    hidden = 0 if all(count is None for count in row[:-1]) else 1
    numbers = [hidden if count is None else count for count in row[:-1]]
    return [_add_inside(numbers, table.groups, part) for part in place.groups]


def _add_inside(numbers: Sequence[int], groups: Partition, part: Sequence[str]) -> int:
    return sum(number for number, own in zip(numbers, groups, strict=True) if set(own) <= set(part))
