"""An attacker who reads everything that is published and works out hidden counts in whole numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

MOST = 10_000


@dataclass
class Attacker:
    """Knows what is shown, how tables add up, that counts are not above bases and that hidden is not nought.

    Tables have bases in the first row and totals in the last column. Of a row whose parts are all hidden
    nobody knows which are noughts.
    """

    tables: list[np.ndarray] = field(default_factory=list)
    least: list[np.ndarray] = field(default_factory=list)
    most: list[np.ndarray] = field(default_factory=list)
    rows: list[tuple[dict[int, int], float, float]] = field(default_factory=list)

    def read(
        self, values: np.ndarray, hidden: np.ndarray, *, adds_up: bool = False, floor: int = 1
    ) -> np.ndarray:
        """Read one table. floor: what a hidden number is at least. Returns: where its cells are."""
        start = sum(table.size for table in self.tables)
        cells = start + np.arange(values.size).reshape(values.shape)
        withheld = hidden[:, :-1].all(axis=1, keepdims=True) & (np.arange(len(values)) > 0)[:, None]
        low = np.minimum(np.where(withheld, 0, floor), values)
        self.tables.append(values)
        self.least.append(np.where(hidden, low, values).ravel())
        self.most.append(np.where(hidden, MOST, values).ravel())
        for line in cells:
            self.add(dict.fromkeys(line[:-1], 1) | {line[-1]: -1})
        for column in cells.T:
            if adds_up:
                self.add(dict.fromkeys(column[1:], 1) | {column[0]: -1})
            for cell in column[1:]:
                self.add({cell: 1, column[0]: -1}, least=-np.inf)
        return cells

    def add(self, weights: dict[int, int], least: float = 0, most: float = 0) -> None:
        """Learn that these cells, each times its weight, come to so much together."""
        self.rows.append((weights, least, most))

    def read_part(self, whole: np.ndarray, part: np.ndarray, *, one_answer: bool = False) -> None:
        """Learn that one table counts a part of another, cell by cell.

        one_answer: nobody gave two answers, so that the rest of each count is not above the rest of its base.
        """
        for cell, other in zip(whole.ravel(), part.ravel(), strict=True):
            self.add({other: 1, cell: -1}, least=-np.inf)
        if one_answer:
            bases = dict(enumerate(zip(whole[0], part[0], strict=True)))
            for row, column in np.ndindex(*whole[1:].shape):
                base, part_base = bases[column]
                cell, other = whole[row + 1, column], part[row + 1, column]
                self.add({cell: 1, other: -1, base: -1, part_base: 1}, least=-np.inf)

    def find_highest(self, weights: dict[int, int]) -> float:
        """Find the highest possible sum of these cells, each times its weight."""
        low, high = np.concatenate(self.least), np.concatenate(self.most)
        matrix = np.zeros((len(self.rows), low.size))
        for line, (found, _, _) in zip(matrix, self.rows, strict=True):
            line[list(found)] = list(found.values())
        limits = LinearConstraint(matrix, [row[1] for row in self.rows], [row[2] for row in self.rows])
        wanted = np.zeros(low.size)
        wanted[list(weights)] = list(weights.values())
        for integral, options in ((0, {}), (1, {"presolve": False})):  # presolved, it called 1 the most of 6
            whole = np.full(low.size, integral)
            solved = milp(
                -wanted, constraints=limits, bounds=Bounds(low, high), integrality=whole, options=options
            )
            assert solved.status == 0, solved.message
            if np.allclose(solved.x, np.round(solved.x), atol=1e-6):
                break
        return -float(solved.fun)

    def find_lowest(self, weights: dict[int, int]) -> float:
        """Find the lowest possible sum of these cells, each times its weight."""
        return -self.find_highest({cell: -weight for cell, weight in weights.items()})

    def list_solved(self, goals: Sequence[dict[int, int]], threshold: int) -> list[dict[int, int]]:
        """List the goals that are small in truth and can be nothing else than they are."""
        unsafe = self.list_unsafe(goals, threshold)
        return [goal for goal, most in unsafe if self.find_lowest(goal) == most]

    def list_unsafe(
        self, goals: Sequence[dict[int, int]], threshold: int
    ) -> list[tuple[dict[int, int], float]]:
        """List the goals that are small in truth and cannot be as large as the threshold, and their most."""
        truth = np.concatenate([table.ravel() for table in self.tables])
        small = [goal for goal in goals if 0 < abs(sum(truth[c] * w for c, w in goal.items())) < threshold]
        found = [(goal, self.find_highest(goal)) for goal in small]
        return [(goal, most) for goal, most in found if most < threshold - 1e-6]
