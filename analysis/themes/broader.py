"""Broader themes as a frame: those in which two themes or more stand together, numbered by size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis import columns
from analysis.themes.labels import make_labels
from analysis.themes.number import Grouping
from analysis.themes.picking import Name

_FEWEST = 2


@dataclass(frozen=True)
class Broader:
    """columns.BROADER, and the id of the broader theme of each theme that stands in one."""

    frame: pd.DataFrame
    ids: Mapping[int, str]


def number_broader(
    themes: pd.DataFrame, grouping: Grouping, names: Sequence[Name], rows: pd.DataFrame
) -> Broader:
    """Number broader themes by falling size, then label. rows: theme and respondent_id of each segment."""
    members: dict[int, list[int]] = {}
    for theme in themes["theme"] if len(grouping.broader) else ():
        members.setdefault(int(grouping.broader[theme]), []).append(int(theme))
    kept = sorted(number for number, inside in members.items() if len(inside) >= _FEWEST)
    if not kept:
        return Broader(columns.make_empty(columns.BROADER), {})
    labels = make_labels([names[number] for number in kept])
    found = [
        {
            "number": number,
            "label": label,
            "key_phrases": columns.LIST_SEPARATOR.join(names[number].phrases),
            "size_responses": rows.loc[rows["theme"].isin(members[number]), "respondent_id"].nunique(),
            "stability": columns.round_scores(grouping.broader_stability[number]),
        }
        for number, label in zip(kept, labels, strict=True)
    ]
    table = pd.DataFrame(found).sort_values(
        ["size_responses", "label", "number"], ascending=[False, True, True]
    )
    table.insert(0, "broader_id", [f"B{number:02d}" for number in range(1, len(table) + 1)])
    ids = dict(zip(table["number"], table["broader_id"], strict=True))
    by_theme = {theme: str(ids[number]) for number in kept for theme in members[number]}
    return Broader(columns.check(table.drop(columns="number"), columns.BROADER), by_theme)
