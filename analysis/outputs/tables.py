"""The frames of an analysis as CSV: UTF-8 without a mark, LF, RFC 4180, heading always, text verbatim.

Only a cell that a spreadsheet would run as a formula gets one apostrophe before it: analysis.cells.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
from pandas.api.types import is_bool_dtype, is_float_dtype, is_string_dtype

from analysis import columns
from analysis.cells import MAY_NEED_GUARD, guard_cell
from analysis.outputs.coding_rows import tell_reliability
from analysis.outputs.protected_rows import keep_differences, keep_languages
from analysis.results import Analysis
from analysis.substance import keep_analysed
from analysis.themes.differing import compare_groups

Table = tuple[pd.DataFrame, Mapping[str, str]]
"""A frame, and the names of the file's columns by the frame's, in the order of the file."""

_SEGMENT = {"segment_id": "segment_id", "item_id": "response_id"}
_CUT = ("start", "end", "text", "language", "language_confident", "basis")
_READ_AS = ("detected", "basis", "contradicted")
_PICK: Mapping[str, Callable[[Analysis], Table]] = {
    "responses.csv": lambda one: (
        one.results.join(one.languages[list(_READ_AS)]),
        _same("id", "language", "language_confident", *_READ_AS, "bucket", "campaign_id"),
    ),
    "segments.csv": lambda one: (one.segments, _SEGMENT | _same(*_CUT)),
    "themes.csv": lambda one: (
        one.themes,
        _same("theme_id", "label", "key_phrases", "size_responses", "stability", "broader_id"),
    ),
    "broader_themes.csv": lambda one: (
        one.broader,
        _same("broader_id", "label", "key_phrases", "size_responses", "stability"),
    ),
    "theme_languages.csv": lambda one: (
        keep_languages(one.spoken, one.settings.small_number),
        _same("theme_id", "language", "size_responses", "key_phrases"),
    ),
    "theme_differences.csv": lambda one: (
        keep_differences(
            compare_groups(one.assignments, keep_analysed(one.items, one.results)), one.settings.small_number
        ),
        _same(*columns.DIFFERENCES.columns),
    ),
    "assignments.csv": lambda one: (one.assignments, _SEGMENT | _same("theme_id", "score")),
    "codings.csv": lambda one: (
        tell_reliability(one),
        _SEGMENT | _same("code", "score", "because", "language", "language_right_of_100"),
    ),
    "campaigns.csv": lambda one: (
        one.campaigns,
        _same("campaign_id") | {"item_id": "response_id"} | _same("shared", "spans"),
    ),
    "pending_campaigns.csv": lambda one: (
        one.pending,
        _same("campaign_id") | {"item_id": "response_id"} | _same("shared", "spans"),
    ),
}
_IDENTIFIERS = "identifiers.csv"
TABLE_NAMES = (*_PICK, _IDENTIFIERS)


def write_tables(analysis: Analysis, identifiers: pd.DataFrame, folder: Path) -> None:
    """Write each table of an analysis into a folder. identifiers: columns.IDENTIFIERS, of its items."""
    found = {"item_id": "response_id"} | _same("start", "end", "kind", "confidence", "reason")
    tables = {name: pick(analysis) for name, pick in _PICK.items()} | {_IDENTIFIERS: (identifiers, found)}
    for name, (frame, names) in tables.items():
        _write(folder / name, list(names.values()), [_show(frame[column]) for column in names])


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def _write(path: Path, header: Sequence[str], shown: Sequence[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(zip(*shown, strict=True))


def _show(cells: pd.Series) -> Iterator[str]:
    """Write the cells of one column, all of one kind."""
    values = cells.tolist()
    if is_bool_dtype(cells):
        return ("true" if value else "false" for value in values)
    if is_float_dtype(cells):
        return (f"{value:.6f}" for value in values)
    if not is_string_dtype(cells):
        return map(str, values)
    return (guard_cell(value) if value[:1] in MAY_NEED_GUARD else value for value in values)
