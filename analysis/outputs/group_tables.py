"""Themes by group, with small numbers hidden; nothing when there are no groups."""

from typing import Any

import pandas as pd

from analysis import columns
from analysis.outputs.story import Story
from analysis.tables.counting import count_with_and_without
from analysis.tables.protection import protect_both

HIDDEN = "hidden"
_NO_GROUP = "No group given"
_MAX_GROUPS = 12


def list_group_tables(story: Story) -> list[dict[str, Any]]:
    """Make the tables of themes by group, with shared wording and without, if two to twelve are named."""
    groups = sorted(set(story.kept["group"]))
    if not 2 <= len(groups) <= _MAX_GROUPS or not len(story.analysis.themes):
        return []
    items = story.kept.assign(group=story.kept["group"].replace("", _NO_GROUP))
    themes = story.analysis.themes
    labels = themes["theme_id"].tolist()
    tallies = count_with_and_without(
        story.analysis.assignments,
        items,
        story.shared,
        own_segments=story.own,
        label_column="theme_id",
        labels=labels,
    )
    shown = protect_both(*tallies, story.analysis.settings.small_number)
    names = dict(zip(labels, themes["label"], strict=True))
    captions = ["Answers in each theme, by group", "Answers in each theme, by group, without shared wording"]
    wanted = zip(captions, shown, strict=True) if story.shared else [(captions[0], shown[0])]
    return [_make_table(caption, table, labels, names) for caption, table in wanted]


def _make_table(
    caption: str, shown: pd.DataFrame, labels: list[str], names: dict[str, str]
) -> dict[str, Any]:
    order = [group for group in dict.fromkeys(shown["group"]) if group != columns.ALL]
    head = ["Theme", *order, "All"]
    rows = [_make_row(shown, label, names, [*order, columns.ALL]) for label in (columns.ALL, *labels)]
    return {"caption": caption, "head": head, "rows": rows}


def _make_row(shown: pd.DataFrame, label: str, names: dict[str, str], order: list[str]) -> list[str]:
    cells = shown[shown["label"] == label].set_index("group")["count"]
    title = "All analysed" if label == columns.ALL else f"{label} {names[label]}"
    return [title, *(HIDDEN if pd.isna(cells[group]) else f"{int(cells[group]):,}" for group in order)]
