"""Small numbers hidden in a table of counts, and in two tables that could be subtracted from each other.

Why this and not rounding: a response quotes its figures in sentences, where rounded figures do not add up and
invite the question what the true ones are. Noughts are shown, for they are about nobody, but in rows that are
withheld whole.
"""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis import columns
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
    values = _read_values(table)
    (hidden,) = hide_cells([values.to_numpy()], _make_rules([values], threshold, exempt, adds_up))
    return _show(table, pd.DataFrame(hidden, index=values.index, columns=values.columns))


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
    frames = [_read_values(every), _read_values(own)]
    if not frames[0].index.equals(frames[1].index) or (frames[0] < frames[1]).to_numpy().any():
        raise WrongValues(frame="tally", column="count", reason="the second table is no part of the first")
    rules = replace(_make_rules(frames, threshold, exempt, adds_up), least_silent=least_silent)
    patterns = hide_cells([frame.to_numpy() for frame in frames], rules)
    named = [pd.DataFrame(one, index=frames[0].index, columns=frames[0].columns) for one in patterns]
    return _show(every, named[0]), _show(own, named[1])


def _read_values(table: pd.DataFrame) -> pd.DataFrame:
    """Return counts as an array with labels down (ALL first) and groups across (ALL last)."""
    values = table.pivot(index="label", columns="group", values="count")
    labels = [ALL, *(label for label in table["label"].unique() if label != ALL)]
    groups = [*(group for group in table["group"].unique() if group != ALL), ALL]
    values = values.reindex(index=labels, columns=groups)
    if values.isna().to_numpy().any():
        raise WrongValues(frame="tally", column="count", reason="a count is missing for a label and a group")
    if (values > values.loc[ALL]).to_numpy().any():
        raise WrongValues(frame="tally", column="count", reason="a count is above its base")
    if (values[ALL] != values.drop(columns=ALL).sum(axis=1)).any():
        raise WrongValues(frame="tally", column="count", reason="groups do not add up to their total")
    return values.astype("int64")


def _make_rules(frames: list[pd.DataFrame], threshold: int, exempt: Collection[str], adds_up: bool) -> Rules:
    if threshold < LEAST_SMALL_NUMBER:
        reason = f"below {LEAST_SMALL_NUMBER} a hidden count could only be 1"
        raise WrongSetting(setting="small number threshold", value=threshold, reason=reason)
    if adds_up and any((one.loc[ALL] != one.drop(index=ALL).sum()).any() for one in frames):
        raise WrongValues(frame="tally", column="count", reason="labels do not add up to their bases")
    flags = np.array([group in set(exempt) and group != ALL for group in frames[0].columns])
    return Rules(threshold, flags, adds_up)


def _show(table: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """Empty what is hidden; a base that is hidden takes the shares out of it with it."""
    pattern, across = hidden.to_numpy(dtype=bool), hidden.columns.get_indexer(pd.Index(table["group"]))
    no_count = pattern[hidden.index.get_indexer(pd.Index(table["label"])), across]
    no_base = pattern[hidden.index.get_loc(ALL), across]
    shown = table.assign(
        count=table["count"].astype("Int64").mask(no_count),
        base=table["base"].astype("Int64").mask(no_base),
        share_pct=table["share_pct"].mask(no_count | no_base),
        hidden=no_count,
    )
    return columns.check(shown, columns.PROTECTED)
