"""Distinct texts as word numbers and sets of three-word shingles.

Shingles are exact: three word numbers of 21 bits packed in one integer. Equal texts are kept once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.text import part_words
from analysis.words_together import part_all

SHINGLE_WORDS = 3
_BITS = 21
_NO_SHINGLES = np.empty(0, dtype=np.uint64)


@dataclass(slots=True)
class DistinctText:
    """One wording: its word numbers, the rows that have exactly it, its shingles (sorted, no repeats).

    places: where each word starts and ends in the text of the first row.
    """

    word_ids: np.ndarray
    places: np.ndarray
    rows: list[int] = field(default_factory=list)
    shingles: np.ndarray = field(default_factory=lambda: _NO_SHINGLES)


def gather_distinct(
    texts: Sequence[str], *, ignore: Iterable[str] = ()
) -> tuple[list[DistinctText], np.ndarray]:
    """Gather texts of the same words, in order of first row; shingles of ignored wording are left out.

    Returns: the texts, and the shingles that are ignored, sorted.
    """
    numbers = defaultdict[str, int]()
    numbers.default_factory = numbers.__len__
    ignored = [list_shingles(_number_words(part_words(text)[0], numbers)) for text in ignore]
    boilerplate = np.unique(np.concatenate(ignored)) if ignored else _NO_SHINGLES
    distinct: dict[bytes, DistinctText] = {}
    for row, (forms, places) in enumerate(part_all(texts)):
        word_ids = _number_words(forms, numbers)
        key = word_ids.tobytes()
        if key not in distinct:
            distinct[key] = DistinctText(word_ids, places)
        distinct[key].rows.append(row)
    for one in distinct.values():
        listed = list_shingles(one.word_ids)
        one.shingles = np.setdiff1d(listed, boilerplate) if len(boilerplate) else np.unique(listed)
    return list(distinct.values()), boilerplate


def place_words(text: str) -> np.ndarray:
    """Give where each word of a text starts and ends."""
    return next(part_all([text]))[1]


def list_shingles(word_ids: np.ndarray) -> np.ndarray:
    """List the shingle that starts at each word, in text order."""
    if len(word_ids) < SHINGLE_WORDS:
        return _NO_SHINGLES
    ids = word_ids.astype(np.uint64) & np.uint64((1 << _BITS) - 1)
    return (ids[:-2] << np.uint64(2 * _BITS)) | (ids[1:-1] << np.uint64(_BITS)) | ids[2:]


def number_pairs(word_ids: np.ndarray) -> np.ndarray:
    """List the pair of words that starts at each word, in text order."""
    ids = word_ids.astype(np.uint64)
    return (ids[:-1] << np.uint64(_BITS)) | ids[1:] if len(ids) > 1 else _NO_SHINGLES


def split_pairs(shingles: np.ndarray) -> np.ndarray:
    """List the different pairs of words in shingles, sorted."""
    mask = np.uint64((1 << 2 * _BITS) - 1)
    return np.unique(np.concatenate([shingles >> np.uint64(_BITS), shingles & mask]))


def _number_words(forms: Sequence[str], numbers: Mapping[str, int]) -> np.ndarray:
    """Number words. numbers: gives each new one the next number."""
    return np.fromiter(map(numbers.__getitem__, forms), dtype=np.uint32, count=len(forms))
