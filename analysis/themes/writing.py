"""Themes as frames: numbered, small ones dissolved, each with its most and its least typical segments."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import columns
from analysis.corpus import Corpus
from analysis.themes.broader import number_broader
from analysis.themes.examples import find_central, find_dissenting, find_typical
from analysis.themes.labels import make_labels
from analysis.themes.naming import Named
from analysis.themes.number import Grouping
from analysis.themes.speaking import list_spoken

_MIN_RESPONDENTS = 2


@dataclass(frozen=True)
class Found:
    """By text: nearness to each theme and the themes chosen. By theme: stability, broader theme, phrases."""

    scores: np.ndarray
    chosen: Sequence[Sequence[int]]
    grouping: Grouping
    named: Named


@dataclass(frozen=True)
class Themes:
    """themes, broader, spoken, assignments: frames as in columns; the others are segment ids.

    Every segment is in assignments or in leftover. central: the segments nearest to the middle of a theme,
    best first; typical: ordinary ones; dissenting: the one farthest from its middle and still in it.
    """

    themes: pd.DataFrame
    broader: pd.DataFrame
    spoken: pd.DataFrame
    assignments: pd.DataFrame
    leftover: tuple[str, ...]
    central: dict[str, tuple[str, ...]]
    typical: dict[str, tuple[str, ...]]
    dissenting: dict[str, str]


def write_themes(found: Found, segments: pd.DataFrame, items: pd.DataFrame, corpus: Corpus) -> Themes:
    """Number and write what was found. segments, items, corpus: as given to find_themes."""
    rows = _list_rows(found, segments, items, corpus)
    if rows.empty:  # nothing is near enough to anything
        return make_no_themes(segments)
    sizes = rows.groupby("theme")["respondent_id"].nunique()
    least = min(_MIN_RESPONDENTS, max(items["respondent_id"].nunique() - 1, 1))
    themes = _number(found, sizes[sizes >= least])
    broader = number_broader(themes, found.grouping, found.named.broader, rows)
    themes["broader_id"] = [broader.ids.get(theme, "") for theme in themes["theme"]]
    assigned = rows.merge(themes[["theme", "theme_id"]], on="theme", how="inner", sort=False)
    assigned = assigned.sort_values(["row", "score", "theme_id"], ascending=[True, False, True])
    taken = set(assigned["segment_id"].tolist())
    central = {str(one): find_central(part) for one, part in assigned.groupby("theme_id")}
    return Themes(
        columns.check(themes.drop(columns="theme"), columns.THEMES),
        broader.frame,
        list_spoken(themes, assigned, found.named.spoken, corpus),
        columns.check(assigned[list(columns.ASSIGNMENTS.columns)], columns.ASSIGNMENTS),
        tuple(one for one in segments["segment_id"].tolist() if one not in taken),
        central,
        find_typical(assigned, central),
        find_dissenting(assigned, central),
    )


def make_no_themes(segments: pd.DataFrame) -> Themes:
    """Make the result when there is nothing to find themes in: every segment is left over."""
    make = columns.make_empty
    frames = make(columns.THEMES), make(columns.BROADER), make(columns.SPOKEN), make(columns.ASSIGNMENTS)
    return Themes(*frames, tuple(segments["segment_id"]), {}, {}, {})


def _list_rows(found: Found, segments: pd.DataFrame, items: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """List each segment with each of its themes; `first` marks the nearest."""
    who = dict(zip(items["id"].tolist(), items["respondent_id"].tolist(), strict=True))
    rows = [
        (row, segment_id, item_id, who[item_id], place, theme, found.scores[place, theme], rank == 0)
        for row, (segment_id, item_id, place) in enumerate(
            zip(segments["segment_id"].tolist(), segments["item_id"].tolist(), corpus.places, strict=True)
        )
        for rank, theme in enumerate(found.chosen[place])
    ]
    names = ["row", "segment_id", "item_id", "respondent_id", "place", "theme", "score", "first"]
    frame = pd.DataFrame(rows, columns=names)
    frame["length"] = [len(corpus.texts[place]) for place in frame["place"].tolist()]
    return frame


def _number(found: Found, sizes: pd.Series) -> pd.DataFrame:
    """Number themes by falling size, then label."""
    kept = [int(theme) for theme in sizes.index]
    names = [found.named.themes[theme] for theme in kept]
    table = pd.DataFrame(
        {
            "theme": kept,
            "label": make_labels(names),
            "key_phrases": [columns.LIST_SEPARATOR.join(name.phrases) for name in names],
            "size_responses": sizes.tolist(),
            "stability": columns.round_scores([found.grouping.stability[theme] for theme in kept]),
        }
    )
    table = table.sort_values(["size_responses", "label", "theme"], ascending=[False, True, True])
    table.insert(0, "theme_id", [f"T{number:02d}" for number in range(1, len(table) + 1)])
    return table.reset_index(drop=True)
