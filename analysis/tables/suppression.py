"""Which cells to hide, so that no small count or small difference can be worked out from what is left.

A small count is protected when it could, for all that a reader can work out, be as large as the threshold.
"""

from collections.abc import Sequence

import numpy as np

from analysis.tables.inference import DIFFERENCE
from analysis.tables.rows import Hidden, Row, find_small, hide_both_ways
from analysis.tables.solving import Rules, hide_by_solving


def hide_cells(tables: list[np.ndarray], rules: Rules) -> list[np.ndarray]:
    """Return for each table which cells to hide: the small ones, and as many more as these need.

    tables: one, or two of which the second counts a part of the first; bases in the first row, totals in
    the last column. What is hidden in the first is hidden in the second; where only their difference is
    small, the second is hidden.
    """
    if shows_bases(tables, rules):
        return _hide_by_rows(tables, rules)
    return hide_by_solving(tables, rules)


def shows_bases(tables: Sequence[np.ndarray], rules: Rules) -> bool:
    """Whether no base is small, so that each row can be protected by itself."""
    bases = [table[0] for table in tables]
    known = [*bases, bases[0] - bases[1]] if len(bases) == DIFFERENCE else bases
    small = any(find_small(one, rules.threshold).any() for one in known)
    return not (small or rules.adds_up or rules.exempt.any())


def _hide_by_rows(tables: list[np.ndarray], rules: Rules) -> list[np.ndarray]:
    """Hide row by row; of one table nothing is told of those without shared wording."""
    every, own = tables[0], tables[-1]
    untold, nothing = len(tables) == 1, np.zeros(every.shape[1] - 1, dtype=bool)
    hidden = [np.zeros(every.shape, dtype=bool) for _ in (every, own)]
    for number in range(1, len(every)):
        row = Row(every[number, :-1], own[number, :-1], every[0, :-1], own[0, :-1])
        asked = Hidden(nothing, nothing, False, untold)
        found = hide_both_ways(row, rules.threshold, rules.least_silent, asked)
        hidden[0][number] = [*found.every, found.every_total]
        hidden[1][number] = [*found.own, found.own_total]
    return hidden[: len(tables)]
