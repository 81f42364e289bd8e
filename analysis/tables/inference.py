"""What a reader can work out about hidden cells from everything that is published together.

One table, or two of which the second counts a part of the first (with and without campaigns). In each the
first row holds the bases and the last column the totals.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Goal:
    """A number somebody could try to work out: a cell of one table (0 or 1), or its difference (2).

    is_silent: not the count of that cell, but what is left of its base.
    """

    of: int
    cell: Cell
    is_silent: bool = False


DIFFERENCE = 2
BESIDE = 1e-4
"""What another goal weighs beside the one that is asked about."""


class Reader:
    """A reader who knows how the tables add up, and that no hidden cell is below its least value.

    lowest: for each table what a hidden cell is at least (1 where noughts are always shown).
    adds_up: columns add up to their bases too.
    """

    def __init__(self, tables: list[np.ndarray], *, lowest: list[int], adds_up: bool) -> None:
        self.values = np.concatenate([table.ravel() for table in tables])
        self.shape = tables[0].shape
        least = np.concatenate([np.full(table.size, low) for table, low in zip(tables, lowest, strict=True)])
        self.least = np.minimum(least, self.values)
        blocks = sparse.identity(len(tables))
        self.equal = sparse.kron(blocks, _list_sums(self.shape, adds_up)).tocsr()
        limits = [sparse.kron(blocks, _list_limits(self.shape))]
        if len(tables) == DIFFERENCE:
            size = tables[0].size
            limits.append(sparse.hstack([-sparse.identity(size), sparse.identity(size)]))
        self.upper = sparse.vstack(limits).tocsr()

    def find_world(self, goal: Goal, hidden: list[np.ndarray], beside: Sequence[Goal] = ()) -> np.ndarray:
        """Find counts that a reader holds possible in which the goal is as high as it could be.

        beside: goals to have high as well, as far as that costs nothing.
        """
        unseen = np.concatenate([pattern.ravel() for pattern in hidden])
        most = float(self.values.sum() + self.values.size)
        lower = np.where(unseen, self.least, self.values)
        wanted = self._weigh(goal) + sum((self._weigh(one) for one in beside), 0.0) * BESIDE
        solved = linprog(
            -wanted,
            A_ub=self.upper,
            b_ub=np.zeros(self.upper.shape[0]),
            A_eq=self.equal,
            b_eq=np.zeros(self.equal.shape[0]),
            bounds=np.column_stack([lower, np.where(unseen, most, self.values)]),
            method="highs",
        )
        if solved.status != 0:
            raise ArithmeticError(f"the table's bounds could not be found: {solved.message}")
        return np.asarray(solved.x, dtype=float)

    def read(self, goal: Goal, world: np.ndarray) -> float:
        """Read what a goal is where these are the counts."""
        return float(np.round(self._weigh(goal) @ world, 6))

    def _weigh(self, goal: Goal) -> np.ndarray:
        counted = self._weigh_cell(goal, goal.cell)
        return self._weigh_cell(goal, (0, goal.cell[1])) - counted if goal.is_silent else counted

    def _weigh_cell(self, goal: Goal, cell: Cell) -> np.ndarray:
        weights = np.zeros(self.values.size)
        place = int(np.ravel_multi_index(cell, self.shape))
        size = self.shape[0] * self.shape[1]
        if goal.of == DIFFERENCE:
            weights[place], weights[size + place] = 1.0, -1.0
        else:
            weights[goal.of * size + place] = 1.0
        return weights


def _list_sums(shape: tuple[int, ...], adds_up: bool) -> sparse.csr_matrix:
    """List the sums as rows of coefficients: parts 1, total -1, for every row and perhaps every column."""
    cells = np.arange(shape[0] * shape[1]).reshape(shape)
    lines = [(cells[row, :-1], cells[row, -1]) for row in range(shape[0])]
    if adds_up:
        lines += [(cells[1:, column], cells[0, column]) for column in range(shape[1])]
    sums = sparse.lil_matrix((len(lines), cells.size))
    for number, (parts, total) in enumerate(lines):
        sums[number, parts] = 1.0
        sums[number, total] = -1.0
    return sums.tocsr()


def _list_limits(shape: tuple[int, ...]) -> sparse.csr_matrix:
    """List that no count is above its base, as rows that cannot be above nought."""
    height, width = shape
    labels = np.hstack(
        [-np.ones((height - 1, 1)), np.eye(height - 1)]
    )  # each label's row less the row of bases
    return sparse.kron(labels, sparse.identity(width)).tocsr()
