"""Which segments of answers with shared wording are their authors' own words.

What somebody added to a letter is theirs: it is themed, counted and quoted like any other answer. A segment
is its author's own where most of its words, and at least a few, lie outside the shared parts.
"""

from collections.abc import Sequence

import pandas as pd

from analysis.own_parts import Span
from analysis.shared_spans import read_spans
from analysis.text import list_words

MIN_OWN_WORDS = 5


def list_own_segments(segments: pd.DataFrame, campaigns: pd.DataFrame) -> list[str]:
    """List the segments of columns.CAMPAIGNS' items that are their authors' own words, in order."""
    shared = dict(zip(campaigns["item_id"], map(read_spans, campaigns["spans"]), strict=True))
    inside = segments[segments["item_id"].isin(list(shared))]
    columns = (inside[name].tolist() for name in ("segment_id", "item_id", "text", "start"))
    rows = zip(*columns, strict=True)
    return [segment_id for segment_id, item_id, text, start in rows if is_own(text, start, shared[item_id])]


def is_own(text: str, start: int, spans: Sequence[Span]) -> bool:
    """Say whether a segment that starts here is its author's own words beside these shared parts."""
    places = [(start + word.start, start + word.end) for word in list_words(text)]
    own = sum(1 for first, last in places if not any(a < last and first < b for a, b in spans))
    return own >= MIN_OWN_WORDS and own * 2 > len(places)
