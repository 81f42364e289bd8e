"""Answers cut into segments, as a frame.

Offsets are exact: the text cleaned one for one and cut at [start, end) is the segment's text.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis import columns
from analysis.sentences import Span
from analysis.text import clean_text

_OF_ANSWER = ("language", "language_confident", "basis")


def write_segments(
    items: pd.DataFrame, spans: Sequence[Sequence[Span]], languages: pd.DataFrame
) -> pd.DataFrame:
    """Write the spans of each item, in its language, as columns.SEGMENTS.

    items: without repeated ids. languages: columns.LANGUAGES; of a repeated id the first row counts.
    """
    told = languages.drop_duplicates("id").set_index("id")[list(_OF_ANSWER)]
    first: dict[Any, Any] = told.to_dict("index")
    rows = [
        _describe(item_id, n, text, (start, end)) | first[item_id]
        for item_id, text, found in zip(
            items["id"].tolist(), map(clean_text, items["text"].tolist()), spans, strict=True
        )
        for n, (start, end) in enumerate(found, start=1)
    ]
    return columns.make_frame(rows, columns.SEGMENTS)


def _describe(item_id: str, n: int, text: str, span: Span) -> dict[str, Any]:
    start, end = span
    return {
        "segment_id": f"{item_id}:{n}",
        "item_id": item_id,
        "start": start,
        "end": end,
        "text": text[start:end],
    }
