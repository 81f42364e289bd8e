"""Which cells to hide, so that no small count or small difference can be worked out from what is left.

A small count is protected when it could, for all that a reader can work out, be as large as the threshold.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.tables.inference import DIFFERENCE, Cell, Goal, Reader


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as small. exempt: flags of columns never hidden. adds_up: columns add up to bases too."""

    threshold: int
    exempt: np.ndarray
    adds_up: bool


def hide_cells(tables: list[np.ndarray], rules: Rules) -> list[np.ndarray]:
    """Return for each table which cells to hide: the small ones, and as many more as these need.

    tables: one, or two of which the second counts a part of the first; bases in the first row, totals in
    the last column. What is hidden in the first is hidden in the second; where only their difference is
    small, the second is hidden. Hiding more only widens what is possible, so one pass is enough.
    """
    known = [*tables, tables[0] - tables[1]] if len(tables) == DIFFERENCE else list(tables)
    small = [_find_small(values, rules) for values in known]
    hidden = small[:1] if len(tables) == 1 else [small[0], small[0] | small[1] | small[2]]
    reader = Reader(tables, lowest=[1, 0][: len(tables)], adds_up=rules.adds_up)
    for of, cells in enumerate(small):
        for row, column in np.argwhere(cells).tolist():
            _protect(Goal(of, (row, column)), known, hidden, reader, rules)
    return hidden


def _protect(
    goal: Goal, known: list[np.ndarray], hidden: list[np.ndarray], reader: Reader, rules: Rules
) -> None:
    """Hide more cells until the goal could be as large as the threshold, or nothing is left to hide."""
    while reader.find_highest(goal, hidden) < rules.threshold:
        extra = _find_extra(goal, known, hidden, rules)
        if extra is None:
            return
        table, cell = extra
        for pattern in hidden[table:]:
            pattern[cell] = True


def _find_small(values: np.ndarray, rules: Rules) -> np.ndarray:
    """Find the counts from 1 to one below the threshold; a total of exempt groups only is no secret."""
    small = (values > 0) & (values < rules.threshold) & ~rules.exempt[None, :]
    of_others = values[:, :-1][:, ~rules.exempt[:-1]].sum(axis=1)
    small[:, -1] &= of_others > 0
    return small


def _find_extra(
    goal: Goal, known: list[np.ndarray], hidden: list[np.ndarray], rules: Rules
) -> tuple[int, Cell] | None:
    """Find the table and cell to hide next: same sums first, parts before totals, small before large."""
    last = len(hidden) - 1
    for table in dict.fromkeys((min(goal.of, last), last, 0)):
        weights = known[goal.of if table == min(goal.of, last) else table]
        hideable = (known[table] > 0) & ~hidden[table] & ~rules.exempt[None, :]
        near = [cell for cell in _list_related(goal.cell, weights.shape, rules.adds_up) if hideable[cell]]
        anywhere = [(row, column) for row, column in np.argwhere(hideable).tolist()]
        choices = near or anywhere
        if choices:
            return table, min(choices, key=lambda cell: _rank(cell, weights, rules))
    return None


def _rank(cell: Cell, weights: np.ndarray, rules: Rules) -> tuple[bool, bool, int, Cell]:
    total = cell[1] == weights.shape[1] - 1 or (rules.adds_up and cell[0] == 0)
    return total, not weights[cell], int(weights[cell]), cell


def _list_related(cell: Cell, shape: tuple[int, ...], adds_up: bool) -> Iterator[Cell]:
    """List the other cells in the sums that a cell is part of."""
    yield from ((cell[0], column) for column in range(shape[1]) if column != cell[1])
    if adds_up:
        yield from ((row, cell[1]) for row in range(shape[0]) if row != cell[0])
