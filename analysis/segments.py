"""Answers cut into segments, as a frame.

Offsets are exact: the text cleaned one for one and cut at [start, end) is the segment's text.
"""

from collections.abc import Sequence

import pandas as pd

from analysis import columns
from analysis.columns import UNKNOWN_LANGUAGE
from analysis.sentences import Span, split_text
from analysis.text import clean_text


def make_segments(items: pd.DataFrame) -> pd.DataFrame:
    """Cut each item into segments; a repeated id is cut once, from its first row.

    items: columns.ITEMS. Returns: columns.SEGMENTS in input order, then by start.
    """
    first = items.drop_duplicates("id")
    languages = [language or UNKNOWN_LANGUAGE for language in first["language"]]
    return write_segments(first, [split_text(clean_text(text)) for text in first["text"]], languages)


def write_segments(
    items: pd.DataFrame, spans: Sequence[Sequence[Span]], languages: Sequence[str]
) -> pd.DataFrame:
    """Write the spans of each item, in its language, as columns.SEGMENTS. items: without repeated ids."""
    rows = [
        _describe(item_id, n, text, (start, end), language)
        for item_id, text, found, language in zip(
            items["id"], map(clean_text, items["text"]), spans, languages, strict=True
        )
        for n, (start, end) in enumerate(found, start=1)
    ]
    return columns.make_frame(rows, columns.SEGMENTS)


def _describe(item_id: str, n: int, text: str, span: Span, language: str) -> dict[str, str | int]:
    start, end = span
    return {
        "segment_id": f"{item_id}:{n}",
        "item_id": item_id,
        "start": start,
        "end": end,
        "text": text[start:end],
        "language": language,
    }
