"""Rows of themes by group and by language without those that would give a small number away."""

import numpy as np
import pandas as pd

from analysis.tables.crossing import Counted, protect_crossing
from analysis.tables.since import Layers


def keep_differences(found: pd.DataFrame, small_number: int) -> pd.DataFrame:
    """Leave out the groups that are small, and of each theme what is small or would give it away."""
    if found.empty:
        return found
    kept = [_find_shown(part, small_number) for _, part in found.groupby("by", sort=False)]
    return found[pd.concat(kept).reindex(found.index)]


def _find_shown(found: pd.DataFrame, small_number: int) -> "pd.Series[bool]":
    """Flag the rows of one comparison that may be shown: columns.DIFFERENCES."""
    counts = found.pivot(index="theme_id", columns="group", values="respondents")
    bases = found.groupby("group")["base"].first().reindex(counts.columns)
    table = Counted(
        tuple(counts.index),
        tuple(counts.columns),
        Layers(bases.to_numpy(np.int64)),
        Layers(counts.to_numpy(np.int64)),
    )
    shown = protect_crossing(table, small_number)
    alone = {part[0]: place for place, part in enumerate(shown.groups) if len(part) == 1}
    is_hidden = {
        (theme, group): bool(row[place] or row[-1])
        for theme, row in zip(counts.index, shown.every, strict=True)
        for group, place in alone.items()
    }
    keys = zip(found["theme_id"], found["group"], strict=True)
    return pd.Series([not is_hidden.get(key, True) for key in keys], index=found.index)


def keep_languages(found: pd.DataFrame, small_number: int) -> pd.DataFrame:
    """Leave out of each theme the languages that few spoke, two at least and at least `small_number` people.

    found: columns.SPOKEN. So nobody can take them apart again from all who raised the theme.
    """
    kept: list[object] = []
    for _, rows in found.groupby("theme_id", sort=False):
        sizes = rows["size_responses"].sort_values(kind="stable")
        left_out = int((sizes < small_number).sum())
        while 0 < left_out < len(sizes) and (left_out < 2 or sizes.iloc[:left_out].sum() < small_number):
            left_out += 1
        kept += sizes.index[left_out:].tolist()
    return found[found.index.isin(kept)]
