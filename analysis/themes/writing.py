"""Themes as frames: numbered, small ones dissolved, each with its most and its least typical segments."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import columns
from analysis.corpus import Corpus
from analysis.themes.examples import find_central, find_dissenting
from analysis.themes.labels import make_labels
from analysis.themes.picking import Name

_MIN_RESPONDENTS = 2


@dataclass(frozen=True)
class Found:
    """By text: nearness to each theme and the themes chosen. By theme: stability and phrases."""

    scores: np.ndarray
    chosen: Sequence[Sequence[int]]
    stability: np.ndarray
    names: Sequence[Name]


@dataclass(frozen=True)
class Themes:
    """themes: columns.THEMES; assignments: columns.ASSIGNMENTS; the others are segment ids.

    Every segment is in assignments or in leftover. central: the most typical segments of a theme, best first;
    dissenting: the one that is farthest from its centre and still in it.
    """

    themes: pd.DataFrame
    assignments: pd.DataFrame
    leftover: tuple[str, ...]
    central: dict[str, tuple[str, ...]]
    dissenting: dict[str, str]


def write_themes(found: Found, segments: pd.DataFrame, items: pd.DataFrame, corpus: Corpus) -> Themes:
    """Number and write what was found. segments, items, corpus: as given to find_themes."""
    rows = _list_rows(found, segments, items, corpus)
    sizes = rows.groupby("theme")["respondent_id"].nunique()
    least = min(_MIN_RESPONDENTS, max(items["respondent_id"].nunique() - 1, 1))
    themes = _number(found, sizes[sizes >= least])
    assigned = rows.merge(themes[["theme", "theme_id"]], on="theme", how="inner", sort=False)
    assigned = assigned.sort_values(["row", "score", "theme_id"], ascending=[True, False, True])
    taken = set(assigned["segment_id"])
    central = {str(one): find_central(part) for one, part in assigned.groupby("theme_id")}
    return Themes(
        columns.check(themes.drop(columns="theme"), columns.THEMES),
        columns.check(assigned[list(columns.ASSIGNMENTS.columns)], columns.ASSIGNMENTS),
        tuple(one for one in segments["segment_id"] if one not in taken),
        central,
        find_dissenting(assigned, central),
    )


def make_no_themes(segments: pd.DataFrame) -> Themes:
    """Make the result when there is nothing to find themes in: every segment is left over."""
    empty = columns.make_empty(columns.THEMES), columns.make_empty(columns.ASSIGNMENTS)
    return Themes(*empty, tuple(segments["segment_id"]), {}, {})


def _list_rows(found: Found, segments: pd.DataFrame, items: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """List each segment with each of its themes; `first` marks the nearest."""
    who = dict(zip(items["id"], items["respondent_id"], strict=True))
    rows = [
        (row, segment_id, item_id, who[item_id], place, theme, found.scores[place, theme], rank == 0)
        for row, (segment_id, item_id, place) in enumerate(
            zip(segments["segment_id"], segments["item_id"], corpus.places, strict=True)
        )
        for rank, theme in enumerate(found.chosen[place])
    ]
    names = ["row", "segment_id", "item_id", "respondent_id", "place", "theme", "score", "first"]
    frame = pd.DataFrame(rows, columns=names)
    frame["length"] = [len(corpus.texts[place]) for place in frame["place"]]
    return frame


def _number(found: Found, sizes: pd.Series) -> pd.DataFrame:
    """Number themes by falling size, then label."""
    kept = [int(theme) for theme in sizes.index]
    names = [found.names[theme] for theme in kept]
    table = pd.DataFrame(
        {
            "theme": kept,
            "label": make_labels(names),
            "key_phrases": [columns.LIST_SEPARATOR.join(name.phrases) for name in names],
            "size_responses": sizes.tolist(),
            "stability": columns.round_scores([found.stability[theme] for theme in kept]),
        }
    )
    table = table.sort_values(["size_responses", "label", "theme"], ascending=[False, True, True])
    table.insert(0, "theme_id", [f"T{number:02d}" for number in range(1, len(table) + 1)])
    return table.reset_index(drop=True)
