"""Places of shared wording in a text as given."""

import re
from collections.abc import Iterable

import numpy as np

from analysis.columns import LIST_SEPARATOR
from analysis.own_parts import Span

_CLOSING = re.compile("[.,;:!?…)\\]\"'”’»。！？、，۔؟؛،।፡።፧]*")


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
