"""Answers cut into segments, as a frame.

Offsets are exact: the text cleaned one for one and cut at [start, end) is the segment's text.
"""

from collections.abc import Sequence

import pandas as pd

from analysis import columns
from analysis.sentences import Span
from analysis.text import clean_text


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
