"""Answers cut into segments, as a frame.

Offsets are exact: the text cleaned one for one and cut at [start, end) is the segment's text.
"""

import pandas as pd

from analysis import columns
from analysis.sentences import split_text
from analysis.text import clean_text


def make_segments(items: pd.DataFrame) -> pd.DataFrame:
    """Cut each item into segments; a repeated id is cut once, from its first row.

    items: columns.ITEMS. Returns: columns.SEGMENTS in input order, then by start.
    """
    first = items.drop_duplicates("id")
    rows = [
        _describe(item_id, n, text, start, end)
        for item_id, text in zip(first["id"], map(clean_text, first["text"]), strict=True)
        for n, (start, end) in enumerate(split_text(text), start=1)
    ]
    return columns.make_frame(rows, columns.SEGMENTS)


def _describe(item_id: str, n: int, text: str, start: int, end: int) -> dict[str, str | int]:
    return {
        "segment_id": f"{item_id}:{n}",
        "item_id": item_id,
        "start": start,
        "end": end,
        "text": text[start:end],
    }
