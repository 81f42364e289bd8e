"""An analysis with all that is made of it, and what must hold of every one, whatever the answers were."""

import csv
import io
from collections.abc import Iterator
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis import columns
from analysis.cells import FORMULA_STARTS
from analysis.codebook import Codebook, get_builtin_codebook
from analysis.key_points import choose_key_points
from analysis.outputs.folder import write_folder
from analysis.pipeline import analyse
from analysis.quotations import choose_quotations
from analysis.redaction import find_identifiers
from analysis.results import Analysis, count_all
from analysis.settings import Settings
from analysis.shared_spans import read_spans
from analysis.substance import keep_analysed
from analysis.tables.counting import count_with_and_without
from analysis.tables.protection import protect_both
from analysis.text import clean_text
from analysis.themes.differing import compare_groups
from tests.unit.analysis.analysis_material import WordEmbedder, make_models
from tests.unit.analysis.further_results import make_further

QUICK = Settings(subsamples=2)
FRAMES = [one.name for one in fields(Analysis) if one.type == "pd.DataFrame" or one.type is pd.DataFrame]
NUMBER_COLUMNS = frozenset(
    ("start", "end", "score", "size_responses", "stability", "shared", "respondents", "base", "effect")
)
_PARTS = "html head meta title style body main h1 h2 h3 p div nav ul li a span blockquote footer bdi dl dt dd"
TAGS = frozenset((_PARTS + " table caption thead tbody tfoot tr th td").split())
"""The elements that a report may have."""


def analyse_whole(
    items: pd.DataFrame,
    *,
    with_vectors: bool,
    codebook: Codebook | None = None,
    decisions: pd.DataFrame | None = None,
    english: Any = None,
) -> Analysis:
    """Analyse answers with the stand-in for the model, or without any."""
    models = make_models(WordEmbedder() if with_vectors else None)
    if english is not None:
        models._loaded["english"] = english
    book = codebook or get_builtin_codebook()
    return analyse(items, book, QUICK, models=models, decisions=decisions)


def describe(found: Analysis) -> dict[str, object]:
    """All that was found, by answer and not by place, so that two orders of answers can be compared."""
    frames = {name: sorted(map(repr, _list_rows(getattr(found, name)))) for name in FRAMES if name != "items"}
    picked = {name: getattr(found, name) for name in ("central", "typical", "dissenting")}
    return frames | picked | {"leftover": sorted(found.leftover)}


def assert_whole(items: pd.DataFrame, found: Analysis) -> None:
    """Assert that nothing was lost, nothing is not a number, and all offsets lead to the words given."""
    for counts in count_all(found).values():
        assert counts["all"] == sum(number for name, number in counts.items() if name != "all")
    assert found.results["id"].tolist() == found.languages["id"].tolist() == items["id"].tolist()
    pd.testing.assert_frame_equal(found.items, columns.check(items, columns.ITEMS))
    for name in FRAMES:
        assert_finite(getattr(found, name), name)
    _assert_offsets(items, found)
    _assert_segments_add_up(found)


def assert_finite(frame: pd.DataFrame, name: str) -> None:
    """Assert that a frame has no gaps and no number that is none."""
    assert not frame.isna().to_numpy().any(), name
    numbers = frame.select_dtypes("number").to_numpy(dtype=float)
    assert np.isfinite(numbers).all(), name


def carry_on(found: Analysis) -> None:
    """Make all that is made of an analysis, and assert what must hold of it."""
    kept = keep_analysed(found.items, found.results)
    identifiers = find_identifiers(found.items)
    assert_finite(identifiers, "identifiers")
    _assert_inside(identifiers, found.items)
    _assert_quotations(found, kept, identifiers)
    _assert_tables(found, kept)
    assert_finite(compare_groups(found.assignments, kept), "differences")
    make_further(found, kept, identifiers)


def assert_files(found: Analysis, folder: Path) -> None:
    """Assert that the files are written, and that nothing in them runs or is read as markup."""
    write_folder(found, folder)
    for path in sorted(folder.glob("*.csv")):
        rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))
        for row in rows:
            assert None not in row and None not in row.values()
            _assert_cells(row)
    reader = _Reader()
    reader.feed((folder / "report.html").read_text(encoding="utf-8"))
    reader.close()
    assert reader.tags <= TAGS and not reader.handlers
    assert "nan" not in reader.cells and "inf" not in reader.cells


def _assert_cells(row: dict[str, str]) -> None:
    for name, cell in row.items():
        if name in NUMBER_COLUMNS or name.endswith("_pct"):
            assert np.isfinite(float(cell)), name
        else:
            assert not cell.startswith(tuple(FORMULA_STARTS)), name


def _list_rows(frame: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    return frame.itertuples(index=False, name=None)


def _assert_offsets(items: pd.DataFrame, found: Analysis) -> None:
    first = items.drop_duplicates("id")
    texts = dict(zip(first["id"], first["text"], strict=True))
    for row in found.segments.itertuples():
        assert clean_text(texts[row.item_id])[row.start : row.end] == row.text
    for frame in (found.campaigns, found.pending):
        for row in frame.itertuples():
            spans = read_spans(row.spans)
            assert all(0 <= start < end <= len(texts[row.item_id]) for start, end in spans)


def _assert_segments_add_up(found: Analysis) -> None:
    results, segments = found.results, found.segments
    assert set(segments["item_id"]) == set(results.loc[results["bucket"] == columns.ANALYSED, "id"])
    for item_id, parts in segments.groupby("item_id"):
        ends = [0, *parts["end"]]
        assert all(start >= end for start, end in zip(parts["start"], ends, strict=False)), item_id
    assigned, left = set(found.assignments["segment_id"]), set(found.leftover)
    assert assigned.isdisjoint(left) and assigned | left == set(segments["segment_id"])
    assert len(left) == len(found.leftover)
    assert set(found.assignments["theme_id"]) == set(found.themes["theme_id"])
    assert set(found.codings["code"]) <= {one.code for one in found.codebook.codes}


def _assert_inside(identifiers: pd.DataFrame, items: pd.DataFrame) -> None:
    lengths = {key: len(text) for key, text in zip(items["id"][::-1], items["text"][::-1], strict=True)}
    assert all(row.end <= lengths[row.item_id] for row in identifiers.itertuples())


def _assert_quotations(found: Analysis, kept: pd.DataFrame, identifiers: pd.DataFrame) -> None:
    """Quote from the themes: verbatim, one a respondent, nothing with personal data."""
    candidates = _make_candidates(found, kept, identifiers)
    texts = dict(zip(found.segments["segment_id"], found.segments["text"], strict=True))
    for chosen in (
        choose_quotations(candidates, limit=4, min_words=2),
        choose_key_points(candidates, min_words=2),
    ):
        assert chosen["respondent_id"].is_unique and not chosen["has_identifiers"].any()
        assert all(texts[row.segment_id] == row.text for row in chosen.itertuples())


def _make_candidates(found: Analysis, kept: pd.DataFrame, identifiers: pd.DataFrame) -> pd.DataFrame:
    nearest = found.assignments.drop_duplicates("segment_id")
    joined = nearest.merge(found.segments, on=["segment_id", "item_id"])
    who = kept.set_index("id")["respondent_id"]
    shared = dict(zip(found.campaigns["item_id"], found.campaigns["campaign_id"], strict=True))
    rows = [
        {
            "segment_id": row.segment_id,
            "item_id": row.item_id,
            "respondent_id": who[row.item_id],
            "group": row.theme_id,
            "campaign_id": shared.get(row.item_id, ""),
            "text": row.text,
            "score": row.score,
            "has_identifiers": _overlaps(row, identifiers),
        }
        for row in joined.itertuples()
    ]
    return columns.make_frame(rows, columns.CANDIDATES)


def _overlaps(segment: Any, identifiers: pd.DataFrame) -> bool:
    same = identifiers[identifiers["item_id"] == segment.item_id]
    return bool(((same["start"] < segment.end) & (same["end"] > segment.start)).any())


def _assert_tables(found: Analysis, kept: pd.DataFrame) -> None:
    """Count themes and codes by group: totals are what was analysed, shares are of something."""
    shared = found.results.loc[found.results["campaign_id"] != "", "id"].tolist()
    for evidence, label in ((found.assignments, "theme_id"), (found.codings, "code")):
        every, own = count_with_and_without(evidence, kept, shared, label_column=label)
        for tally in (every, own):
            assert (tally["share_pct"].isna() == (tally["base"] == 0)).all()
        total = every[(every["label"] == columns.ALL) & (every["group"] == columns.ALL)]
        assert total["count"].tolist() == [kept["respondent_id"].nunique()]
        for shown in protect_both(every, own, 5):
            assert shown["hidden"].tolist() == shown["count"].isna().tolist()


class _Reader(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: set[str] = set()
        self.cells: set[str] = set()
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.handlers |= {name for name, _ in attrs if name.startswith("on") or name == "src"}
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside == "td":
            self.cells.add(data.strip().lower())
