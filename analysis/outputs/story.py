"""What the report tells: frames turned into sentences, rows and quotations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import columns
from analysis.outputs import wording
from analysis.results import Analysis
from analysis.shared_spans import list_own_segments
from analysis.tables.counting import count_with_and_without

_LEFTOVERS = 5
_CENTRAL = 2


@dataclass(frozen=True)
class Story:
    """An analysis with what the report needs to look up."""

    analysis: Analysis
    segments: Mapping[str, tuple[str, str, str]]
    kept: pd.DataFrame
    shared: frozenset[str]
    own: Mapping[str, str]


def open_story(analysis: Analysis) -> Story:
    """Make the look-ups of an analysis."""
    segments = analysis.segments
    ids, items = segments["segment_id"].tolist(), segments["item_id"].tolist()
    quoted = zip(items, segments["text"].tolist(), segments["language"].tolist(), strict=True)
    first = analysis.results.drop_duplicates("id")
    analysed = first[first["bucket"] == columns.ANALYSED]
    kept = analysis.items.drop_duplicates("id")
    shared = frozenset(analysed.loc[analysed["campaign_id"] != "", "id"])
    item_of = dict(zip(ids, items, strict=True))
    return Story(
        analysis,
        dict(zip(ids, quoted, strict=True)),
        kept[kept["id"].isin(analysed["id"])].reset_index(drop=True),
        shared,
        {
            one: item_of[one]
            for one in list_own_segments(segments, analysis.campaigns)
            if item_of[one] in shared
        },
    )


def quote(story: Story, segment_id: str) -> dict[str, str]:
    """Quote a segment with its place and its own language."""
    item_id, text, language = story.segments[segment_id]
    return {
        "segment_id": segment_id,
        "item_id": item_id,
        "text": text,
        "language": language,
    }


def list_themes(story: Story) -> list[dict[str, Any]]:
    """Tell each theme: counts with and without shared wording, stability, phrases, quotations."""
    found = story.analysis
    both = count_both(story, found.assignments, "theme_id")
    told = []
    names = dict(zip(found.broader["broader_id"], found.broader["label"], strict=True))
    for row in found.themes.to_dict("records"):
        theme_id = str(row["theme_id"])
        every, own = both[theme_id]
        dissenting = found.dissenting.get(theme_id)
        told.append(
            {str(name): value for name, value in row.items()}
            | {
                "key_phrases": [one for one in str(row["key_phrases"]).split(columns.LIST_SEPARATOR) if one],
                "sentence": _tell_theme(every, own, float(row["stability"])),
                "central": [quote(story, one) for one in found.central[theme_id][:_CENTRAL]],
                "typical": [quote(story, one) for one in found.typical[theme_id]],
                "spoken": _list_spoken(found.spoken, theme_id),
                "broader": names.get(str(row["broader_id"]), ""),
                "dissenting": quote(story, dissenting) if dissenting else None,
                "row": (f"{theme_id} {row['label']}", every, own, f"{row['stability']:.2f}"),
            }
        )
    return told


def _list_spoken(spoken: pd.DataFrame, theme_id: str) -> list[dict[str, Any]]:
    """List the phrases of a theme by language, where it has more than one."""
    rows = spoken[spoken["theme_id"] == theme_id].to_dict("records")
    return [
        {
            "language": str(row["language"]),
            "name": wording.name_language(str(row["language"])),
            "phrases": [one for one in str(row["key_phrases"]).split(columns.LIST_SEPARATOR) if one],
        }
        for row in (rows if len(rows) > 1 else [])
    ]


def list_leftover(story: Story) -> list[dict[str, str]]:
    """Quote a few of the segments that are in no theme, in input order, one an answer."""
    first: dict[str, str] = {}
    for segment_id in story.analysis.leftover:
        first.setdefault(story.segments[segment_id][0], segment_id)
    return [quote(story, one) for one in list(first.values())[:_LEFTOVERS]]


def list_tag_tables(story: Story) -> list[dict[str, Any]]:
    """Make a table of suggested tags for each facet, in the order of the codebook."""
    codings = story.analysis.codings
    both = count_both(story, codings, "code")
    segments = codings["code"].value_counts()
    tables = []
    for facet in dict.fromkeys(code.facet for code in story.analysis.codebook.codes):
        codes = [code for code in story.analysis.codebook.codes if code.facet == facet]
        rows = [(one.label, int(segments.get(one.code, 0)), *both.get(one.code, (0, 0))) for one in codes]
        tables.append({"caption": wording.FACETS[facet], "rows": rows})
    return tables


def count_both(story: Story, evidence: pd.DataFrame, label: str) -> dict[str, tuple[int, int]]:
    """Count the respondents behind each label, with shared wording and without."""
    tallies = count_with_and_without(
        evidence, story.kept, story.shared, own_segments=story.own, label_column=label
    )
    every, own = (_read_totals(tally.to_dict("records")) for tally in tallies)
    return {name: (count, own.get(name, 0)) for name, count in every.items()}


def _read_totals(rows: Iterable[Mapping[Any, Any]]) -> dict[str, int]:
    return {str(row["label"]): int(row["count"]) for row in rows if row["group"] == columns.ALL}


def _tell_theme(every: int, own: int, stability: float) -> str:
    answers = wording.count_things(every, "answer", "answers")
    apart = f", {own:,} without shared wording" if own != every else ""
    return f"{answers}{apart}. When texts were left out, {wording.describe_stability(stability)}."
