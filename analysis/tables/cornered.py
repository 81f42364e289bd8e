"""What is hidden of a row and yet cornered: all that was published leaves too little for it to be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.tables.limits import ALL
from analysis.tables.rows import Hidden, Row
from analysis.tables.since import Partition, Published, read_before


@dataclass(frozen=True, slots=True)
class Place:
    """The columns of a table: what they are by, and what each stands for."""

    columns: str
    groups: Partition


def withhold_cornered(
    hidden: Hidden, known: Sequence[Published], label: str, row: Row, threshold: int, place: Place
) -> Hidden:
    """Withhold the totals that leave too little to what is hidden, beside all that was published.

    Of each part the largest number that was published of fewer people is the least that it can be; where as
    many were asked in another table as here, they are the same, and its number is this one.
    """
    least, together = np.zeros((3, len(place.groups))), np.zeros(3)
    for table in known:
        found, sums = _find_least(table, label, row, place)
        least, together = np.fmax(least, found), np.fmax(together, sums)
    shown = np.array([~hidden.every, ~hidden.own, ~hidden.own])
    least = np.where(shown, [row.every, row.own, row.shared], least)
    together = np.fmax(together, least.sum(axis=1))
    totals = np.array([row.every.sum(), row.own.sum(), row.shared.sum()])
    some = np.array([hidden.every.any(), hidden.own.any(), hidden.own.any()])
    small = some & (totals - together < threshold)
    every_total = hidden.every_total or bool(small[0])
    own_total = hidden.own_total or every_total or bool(small.any())
    return replace(hidden, every_total=every_total, own_total=own_total)


def _find_least(table: Published, label: str, row: Row, place: Place) -> tuple[np.ndarray, np.ndarray]:
    """Find what each part is at least by one table, and all together; nought where nobody knows."""
    numbers = _read_layers(table, label, place)
    parts, nobody = numbers[:, :-1], np.zeros(3)
    if not table.is_of_others or table.is_floor:
        return parts, nobody
    bases = np.array([row.every_base, row.own_base, row.every_base - row.own_base])
    is_same = _read_layers(table, ALL, place)[:, :-1] == bases
    together = numbers[:, -1] - np.where(is_same, 0, parts).sum(axis=1)
    return np.where(is_same, parts, 0), together


def _read_layers(table: Published, label: str, place: Place) -> np.ndarray:
    every, own = (
        read_before(layer, label, table, place.groups, place.columns) for layer in (table.every, table.own)
    )
    return np.array([every, own, every - own])
