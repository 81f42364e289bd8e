"""Themes by group, with small numbers hidden; nothing when there are no groups."""

from typing import Any

import pandas as pd

from analysis import columns
from analysis.outputs.story import Story
from analysis.tables.counting import count_by_group
from analysis.tables.protection import protect

HIDDEN = "hidden"
_NO_GROUP = "No group given"
_MAX_GROUPS = 12


def list_group_tables(story: Story) -> list[dict[str, Any]]:
    """Make the table of themes by group, if two to twelve groups are named."""
    groups = sorted(set(story.kept["group"]))
    if not 2 <= len(groups) <= _MAX_GROUPS or not len(story.analysis.themes):
        return []
    items = story.kept.assign(group=story.kept["group"].replace("", _NO_GROUP))
    themes = story.analysis.themes
    labels = themes["theme_id"].tolist()
    tally = count_by_group(story.analysis.assignments, items, label_column="theme_id", labels=labels)
    shown = protect(tally, story.analysis.settings.small_number)
    names = dict(zip(labels, themes["label"], strict=True))
    order = [group for group in dict.fromkeys(shown["group"]) if group != columns.ALL]
    head = ["Theme", *order, "All"]
    rows = [_make_row(shown, label, names, [*order, columns.ALL]) for label in (columns.ALL, *labels)]
    return [{"caption": "Answers in each theme, by group", "head": head, "rows": rows}]


def _make_row(shown: pd.DataFrame, label: str, names: dict[str, str], order: list[str]) -> list[str]:
    cells = shown[shown["label"] == label].set_index("group")["count"]
    title = "All analysed" if label == columns.ALL else f"{label} {names[label]}"
    return [title, *(HIDDEN if pd.isna(cells[group]) else f"{int(cells[group]):,}" for group in order)]
