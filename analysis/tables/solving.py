"""Which cells to hide where rows move each other's bases: looked for by linear programming.

Each solution is a table that a reader could not tell from the true one. It is kept, since hiding more only
widens what is possible: most small numbers are found safe by a solution that was made for another.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from analysis.tables.inference import DIFFERENCE, Cell, Goal, Reader
from analysis.tables.rows import find_small


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as small. exempt: flags of columns never hidden. adds_up: columns add up to bases too.

    least_silent: so many of those who are in a base and not in a count may be seen; of 1, one may. Where
    columns add up these are counts of their own, and are hidden as such.
    """

    threshold: int
    exempt: np.ndarray
    adds_up: bool
    least_silent: int = 1

    def find_least(self, goal: Goal) -> int:
        """How large a small number has to be able to be."""
        return self.least_silent if goal.is_silent else self.threshold


@dataclass(slots=True)
class _Search:
    """What is hidden so far, and the tables found that a reader could not tell from the true one."""

    known: list[np.ndarray]
    hidden: list[np.ndarray]
    reader: Reader
    rules: Rules
    pending: list[Goal]
    worlds: list[np.ndarray] = field(default_factory=list)

    def protect(self, goal: Goal) -> None:
        """Hide more cells until the goal could be as large as the threshold, or nothing is left to hide."""
        while not self._is_safe(goal):
            extra = _find_extra(goal, self.known, self.hidden, self.rules)
            if extra is None:
                return
            table, cell = extra
            for pattern in self.hidden[table:]:
                pattern[cell] = True

    def _is_safe(self, goal: Goal) -> bool:
        if any(self._reaches(goal, world) for world in self.worlds):
            return True
        world = self.reader.find_world(goal, self.hidden, self.pending)
        self.worlds.append(world)
        return self._reaches(goal, world)

    def _reaches(self, goal: Goal, world: np.ndarray) -> bool:
        return self.reader.read(goal, world) >= self.rules.find_least(goal)


def hide_by_solving(tables: list[np.ndarray], rules: Rules) -> list[np.ndarray]:
    """Return for each table which cells to hide. tables: as for `suppression.hide_cells`."""
    known = [*tables, tables[0] - tables[1]] if len(tables) == DIFFERENCE else list(tables)
    raised = [_find_small(values, rules.threshold, rules) for values in known]
    silent = [_find_silent(values, rules) for values in known]
    small = [one | other for one, other in zip(raised, silent, strict=True)]
    hidden = small[:1] if len(tables) == 1 else [small[0], small[0] | small[1] | small[2]]
    reader = Reader(tables, lowest=[1, 0][: len(tables)], adds_up=rules.adds_up)
    goals = [*_list_goals(raised), *_list_goals(silent, is_silent=True)]
    search = _Search(known, hidden, reader, rules, goals)
    for goal in goals:
        search.protect(goal)
    return hidden


def _list_goals(small: list[np.ndarray], *, is_silent: bool = False) -> list[Goal]:
    return [
        Goal(of, (row, column), is_silent)
        for of, cells in enumerate(small)
        for row, column in np.argwhere(cells).tolist()
    ]


def _find_silent(values: np.ndarray, rules: Rules) -> np.ndarray:
    """Find where those who did not are few; of noughts nobody asks, nor where labels share out the base."""
    if rules.least_silent <= 1 or rules.adds_up:
        return np.zeros(values.shape, dtype=bool)
    return _find_small(values[0] - values, rules.least_silent, rules) & (values > 0)


def _find_small(values: np.ndarray, threshold: int, rules: Rules) -> np.ndarray:
    """Find the counts from 1 to one below the threshold; a total of exempt groups only is no secret."""
    small = find_small(values, threshold) & ~rules.exempt[None, :]
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
