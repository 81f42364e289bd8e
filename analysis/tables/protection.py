"""Small numbers hidden in a table of counts, and in two tables that could be subtracted from each other.

Why this and not rounding: a response quotes its figures in sentences, where rounded figures do not add up and
invite the question what the true ones are. Noughts are shown, for they are about nobody, but in rows that are
withheld whole.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.columns import ALL
from analysis.errors import WrongSetting, WrongValues
from analysis.tables.limits import LEAST_SMALL_NUMBER
from analysis.tables.solving import Rules
from analysis.tables.suppression import hide_cells


def protect(
    table: pd.DataFrame,
    threshold: int,
    *,
    exempt: Collection[str] = (),
    adds_up: bool = False,
) -> pd.DataFrame:
    """Hide counts from 1 to one below the threshold, and what would give them away.

    table: columns.TALLY. exempt: groups shown whatever their size, such as organisations that agreed to
    be named.
    adds_up: each respondent has one label only, so that columns add up to their bases.
    Returns: columns.PROTECTED, the same rows in the same order. Raises: WrongSetting (A004), WrongValues
    (A003).
    """
    grid = _read_grid(table)
    (hidden,) = hide_cells([grid.values], _make_rules([grid], threshold, exempt, adds_up))
    return _show(table, grid, hidden)


def protect_both(
    every: pd.DataFrame,
    own: pd.DataFrame,
    threshold: int,
    *,
    exempt: Collection[str] = (),
    adds_up: bool = False,
    least_silent: int = 1,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Protect the counts with and without campaigns, so that their difference gives nothing away either.

    every, own: columns.TALLY with the same rows. Where only the difference is small, own is hidden.
    least_silent: where fewer did not, without being nobody, the count is hidden too; of 1 it never is.
    Returns: two columns.PROTECTED. Raises: as protect.
    """
    grids = [_read_grid(every), _read_grid(own)]
    if not grids[0].has_rows_of(grids[1]) or (grids[0].values < grids[1].values).any():
        raise WrongValues(frame="tally", column="count", reason="the second table is no part of the first")
    rules = replace(_make_rules(grids, threshold, exempt, adds_up), least_silent=least_silent)
    patterns = hide_cells([grid.values for grid in grids], rules)
    return _show(every, grids[0], patterns[0]), _show(own, grids[1], patterns[1])


@dataclass(frozen=True)
class _Grid:
    """Counts with labels down (ALL first) and groups across (ALL last). rows, places: of each row of the
    table, its label's place down and its group's across."""

    values: np.ndarray
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    rows: list[int]
    places: list[int]

    def has_rows_of(self, other: "_Grid") -> bool:
        """Whether both count the same labels in the same groups."""
        return (self.labels, self.groups) == (other.labels, other.groups)


def _read_grid(table: pd.DataFrame) -> _Grid:
    told, among = table["label"].tolist(), table["group"].tolist()
    labels = (ALL, *(label for label in dict.fromkeys(told) if label != ALL))
    groups = (*(group for group in dict.fromkeys(among) if group != ALL), ALL)
    down, across = ({name: place for place, name in enumerate(names)} for names in (labels, groups))
    rows, places = [down[label] for label in told], [across[group] for group in among]
    if len(set(zip(rows, places, strict=True))) < len(labels) * len(groups):
        raise WrongValues(frame="tally", column="count", reason="a count is missing for a label and a group")
    values = np.zeros((len(labels), len(groups)), dtype="int64")
    values[rows, places] = table["count"]
    if (values > values[0]).any():
        raise WrongValues(frame="tally", column="count", reason="a count is above its base")
    if (values[:, -1] != values[:, :-1].sum(axis=1)).any():
        raise WrongValues(frame="tally", column="count", reason="groups do not add up to their total")
    return _Grid(values, labels, groups, rows, places)


def _make_rules(grids: Sequence[_Grid], threshold: int, exempt: Collection[str], adds_up: bool) -> Rules:
    if threshold < LEAST_SMALL_NUMBER:
        reason = f"below {LEAST_SMALL_NUMBER} a hidden count could only be 1"
        raise WrongSetting(setting="small number threshold", value=threshold, reason=reason)
    if adds_up and any((one.values[0] != one.values[1:].sum(axis=0)).any() for one in grids):
        raise WrongValues(frame="tally", column="count", reason="labels do not add up to their bases")
    flags = np.array([group in set(exempt) and group != ALL for group in grids[0].groups])
    return Rules(threshold, flags, adds_up)


def _show(table: pd.DataFrame, grid: _Grid, hidden: np.ndarray) -> pd.DataFrame:
    """Empty what is hidden; a base that is hidden takes the shares out of it with it.

    Of a table that was checked this makes columns.PROTECTED, which is not checked once more.
    """
    pattern = np.asarray(hidden, dtype=bool)
    no_count, no_base = pattern[grid.rows, grid.places], pattern[0][grid.places]
    return table.assign(
        count=_empty(table["count"], no_count),
        base=_empty(table["base"], no_base),
        share_pct=np.where(no_count | no_base, np.nan, table["share_pct"]),
        hidden=no_count,
    )


def _empty(counts: pd.Series, hidden: np.ndarray) -> pd.arrays.IntegerArray:
    """The counts without those that are hidden, which are not left beneath either."""
    return pd.arrays.IntegerArray(np.where(hidden, 0, counts.to_numpy(dtype="int64")), hidden.copy())
