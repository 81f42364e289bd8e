"""Places of shared wording in a text as given, and which segments are somebody's own words beside them.

What somebody added to a letter is theirs: it is themed, counted and quoted like any other answer. A segment
is its author's own where most of its words, and at least a few, lie outside the shared parts.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.columns import LIST_SEPARATOR
from analysis.text import has_words, part_words

MIN_OWN_WORDS = 5
_CLOSING = re.compile("[.,;:!?…)\\]\"'”’»。！？、，۔؟؛،।፡።፧]*")

Span = tuple[int, int]


def cover_words(places: np.ndarray, marked: np.ndarray) -> list[Span]:
    """List the parts of a text from the first to the last word of each run of marked ones."""
    edges = np.flatnonzero(np.diff(np.r_[0, marked.astype(np.int8), 0]))
    starts, ends = places[edges[::2], 0], places[edges[1::2] - 1, 1]
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def close_spans(text: str, spans: Iterable[Span]) -> list[Span]:
    """Let each part of a text end with the marks that close it, such as a full stop."""
    return [(start, _CLOSING.match(text, end).end()) for start, end in spans]  # type: ignore[union-attr]


def write_spans(spans: Iterable[Span]) -> str:
    """Write places as `start-end|start-end`."""
    return LIST_SEPARATOR.join(f"{start}-{end}" for start, end in spans)


def read_spans(written: str) -> list[Span]:
    """Read places back."""
    pairs = (one.split("-") for one in written.split(LIST_SEPARATOR) if one)
    return [(int(start), int(end)) for start, end in pairs]


def list_own_segments(segments: pd.DataFrame, campaigns: pd.DataFrame) -> list[str]:
    """List the segments of columns.CAMPAIGNS' items that are their authors' own words, in order."""
    shared = dict(
        zip(campaigns["item_id"].tolist(), map(read_spans, campaigns["spans"].tolist()), strict=True)
    )
    inside = segments[segments["item_id"].isin(list(shared))]
    columns = (inside[name].tolist() for name in ("segment_id", "item_id", "text", "start"))
    rows = zip(*columns, strict=True)
    return [segment_id for segment_id, item_id, text, start in rows if is_own(text, start, shared[item_id])]


def is_own(text: str, start: int, spans: Sequence[Span]) -> bool:
    """Say whether a segment that starts here is its author's own words beside these shared parts."""
    end = start + len(text)
    touching = [(a, b) for a, b in spans if a < end and start < b]
    if not touching:
        return has_words(text, MIN_OWN_WORDS)
    if any(a <= start and end <= b for a, b in touching):
        return False
    places = [(start + first, start + last) for first, last in part_words(text)[1]]
    own = sum(1 for first, last in places if not any(a < last and first < b for a, b in touching))
    return own >= MIN_OWN_WORDS and own * 2 > len(places)
