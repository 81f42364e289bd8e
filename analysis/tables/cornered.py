"""What is hidden of a row and yet cornered: all that was published leaves too little for it to be."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.tables.between import list_cornered
from analysis.tables.known_bounds import ANYTHING, Bounds, Place, bound, find_most, read_layers
from analysis.tables.limits import ALL
from analysis.tables.rows import Hidden, Row
from analysis.tables.since import Published


def withhold_cornered(
    hidden: Hidden, known: Sequence[Published], label: str, row: Row, threshold: int, place: Place
) -> Hidden:
    """Withhold the totals that leave too little to what is hidden, beside all that was published.

    Of each part the largest number that was published of fewer people is the least that it can be; where as
    many were asked in another table as here, they are the same, and its number is this one.
    """
    tables = [(one, bound(one, label, place)) for one in known]
    least, together = np.zeros((3, len(place.groups))), np.zeros(3)
    for table, bounds in tables:
        found, sums = _find_least(table, bounds, row, place)
        least, together = np.fmax(least, found), np.fmax(together, sums)
    shown = np.array([~hidden.every, ~hidden.own, ~hidden.own])
    least = np.where(shown, [row.every, row.own, row.shared], least)
    together = np.fmax(together, least.sum(axis=1))
    totals = np.array([row.every.sum(), row.own.sum(), row.shared.sum()])
    some = np.array([hidden.every.any(), hidden.own.any(), hidden.own.any()])
    small = some & (totals - together < threshold)
    hidden = _hide_totals(hidden, small)
    now = Bounds(least, find_most(row, shown), totals)
    for table, bounds in tables:
        if not (hidden.every_total or table.is_floor) and table.is_by(place.columns):
            hidden = _hide_totals(hidden, _list_between(table, bounds, now, row, place, threshold))
    return hidden


def _hide_totals(hidden: Hidden, small: np.ndarray) -> Hidden:
    """Hide the totals of the layers flagged: of everybody, without shared wording, and between these."""
    every_total = hidden.every_total or bool(small[0])
    return replace(
        hidden, every_total=every_total, own_total=hidden.own_total or every_total or bool(small.any())
    )


def _find_least(table: Published, bounds: Bounds, row: Row, place: Place) -> tuple[np.ndarray, np.ndarray]:
    """Find what each part is at least by one table, and all together; nought where nobody knows."""
    if not table.is_of_others or table.is_floor:
        return bounds.least, np.zeros(3)
    more = read_layers(table, ALL, place)[:, :-1] - _list_bases(row)
    is_same = more == 0
    together = bounds.totals - np.where(is_same, 0, bounds.most).sum(axis=1)
    is_near = more >= 0 if table.is_of_same_answers else is_same
    return np.where(is_near, np.maximum(bounds.least - more, 0), 0), together


def _list_between(
    table: Published, bounds: Bounds, now: Bounds, row: Row, place: Place, threshold: int
) -> np.ndarray:
    """List for each layer whether the new total would leave too little between this row and another."""
    more, less = (bounds, now) if table.is_of_others else (now, bounds)
    totals = more.totals - less.totals
    if not (totals > 0).any() or (more.is_known and less.is_known):
        return np.zeros(3, dtype=bool)
    most = np.full_like(now.most, ANYTHING)
    if table.is_of_same_answers:
        asked = np.abs(read_layers(table, ALL, place)[:, :-1] - _list_bases(row))
        most = np.nan_to_num(asked, nan=ANYTHING)
    between = Bounds(np.zeros_like(most), most, totals)
    return (totals > 0) & list_cornered(more, less, between, threshold)


def _list_bases(row: Row) -> np.ndarray:
    return np.array([row.every_base, row.own_base, row.every_base - row.own_base])
