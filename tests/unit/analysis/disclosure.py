"""An attacker who reads published tables and works out hidden counts by linear programming."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog


@dataclass(frozen=True)
class Attacker:
    """Knows what is shown, how tables add up, that counts are not above bases and that hidden is not nought.

    Of two tables the second is known to be no higher than the first; its hidden cells may be nought.
    """

    tables: Sequence[np.ndarray]
    hidden: Sequence[np.ndarray]
    adds_up: bool

    def find_highest(self, weights: np.ndarray) -> float:
        """Find the highest possible sum of all cells of all tables, each times its weight."""
        values = np.concatenate([table.ravel() for table in self.tables])
        unseen = np.concatenate([pattern.ravel() for pattern in self.hidden])
        floor = np.concatenate([np.full(one.size, 1 - n) for n, one in enumerate(self.tables)])
        least = np.minimum(floor, values)
        bounds = [(low, None) if h else (v, v) for low, v, h in zip(least, values, unseen, strict=True)]
        equal, limits = self._list_sums(), self._list_limits()
        solved = linprog(-weights, limits, np.zeros(len(limits)), equal, np.zeros(len(equal)), bounds)
        assert solved.status in {0, 3}, solved.message
        return -solved.fun if solved.status == 0 else np.inf

    def _list_sums(self) -> np.ndarray:
        shape = self.tables[0].shape
        cells = np.arange(self.tables[0].size).reshape(shape)
        lines = [(cells[row, :-1], cells[row, -1]) for row in range(shape[0])]
        if self.adds_up:
            lines += [(cells[1:, column], cells[0, column]) for column in range(shape[1])]
        sums = np.zeros((len(lines), cells.size))
        for line, (parts, total) in zip(sums, lines, strict=True):
            line[parts], line[total] = 1, -1
        return np.kron(np.eye(len(self.tables)), sums)

    def _list_limits(self) -> np.ndarray:
        shape, size = self.tables[0].shape, self.tables[0].size
        cells = np.arange(size).reshape(shape)
        limits = []
        for row in range(1, shape[0]):
            for column in range(shape[1]):
                limit = np.zeros(size)
                limit[cells[row, column]], limit[cells[0, column]] = 1, -1
                limits.append(limit)
        below = np.kron(np.eye(len(self.tables)), np.array(limits))
        if len(self.tables) == 1:
            return below
        return np.vstack([below, np.hstack([-np.eye(size), np.eye(size)])])
