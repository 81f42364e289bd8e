"""Distinct texts as sets of three-word shingles, and the pairs of them that may share wording.

Shingles are exact: three word numbers of 21 bits packed in one integer. Signatures come from datasketch; they
are banded here with arrays and not in its MinHashLSH, whose dictionaries take about 10 GB a million texts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from datasketch import MinHash
from scipy.sparse import csr_matrix

from analysis.text import list_words

SHINGLE_WORDS = 3
BAND_ROWS = 3
BANDS = (
    64  # with three rows each: finds 83% of pairs at a Jaccard similarity of .3 and all but 1 in 5,000 at .5
)
SEED = 20190619
_MAX_PARTNERS = 30
_PAIRS_AT_ONCE = 20_000
_BITS = 21
_MIX = np.uint64(0x9E3779B97F4A7C15)
_NO_SHINGLES = np.empty(0, dtype=np.uint64)


@dataclass(slots=True)
class DistinctText:
    """One wording: the rows that have exactly it, its word numbers, its shingles (sorted, no repeats)."""

    word_ids: np.ndarray
    rows: list[int] = field(default_factory=list)
    shingles: np.ndarray = field(default_factory=lambda: _NO_SHINGLES)


def gather_distinct(texts: Sequence[str], *, ignore: Iterable[str] = ()) -> list[DistinctText]:
    """Gather texts of the same words, in order of first row; shingles of ignored wording are left out."""
    numbers: dict[str, int] = {}
    ignored = [list_shingles(_number_words(text, numbers)) for text in ignore]
    boilerplate = np.unique(np.concatenate(ignored)) if ignored else _NO_SHINGLES
    distinct: dict[bytes, DistinctText] = {}
    for row, text in enumerate(texts):
        word_ids = _number_words(text, numbers)
        found = distinct.setdefault(word_ids.tobytes(), DistinctText(word_ids))
        found.rows.append(row)
    for one in distinct.values():
        one.shingles = np.setdiff1d(list_shingles(one.word_ids), boilerplate)
    return list(distinct.values())


def list_shingles(word_ids: np.ndarray) -> np.ndarray:
    """List the shingle that starts at each word, in text order."""
    if len(word_ids) < SHINGLE_WORDS:
        return _NO_SHINGLES
    ids = word_ids.astype(np.uint64) & np.uint64((1 << _BITS) - 1)
    return (ids[:-2] << np.uint64(2 * _BITS)) | (ids[1:-1] << np.uint64(_BITS)) | ids[2:]


def measure_containment(first: np.ndarray, second: np.ndarray) -> float:
    """Return the share of the smaller set of shingles that the other has too."""
    smaller = min(len(first), len(second))
    if not smaller:
        return 0.0
    return float(len(np.intersect1d(first, second, assume_unique=True)) / smaller)


def measure_containments(texts: Sequence[DistinctText], pairs: Sequence[tuple[int, int]]) -> np.ndarray:
    """Measure the containment of each pair of texts, given by their places, many at a time."""
    if not pairs:
        return np.zeros(0)
    sizes = np.array([len(text.shingles) for text in texts])
    _, numbers = np.unique(np.concatenate([text.shingles for text in texts]), return_inverse=True)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    held = csr_matrix((np.ones(len(numbers), dtype=np.int32), numbers, ends))
    found = np.zeros(len(pairs))
    places = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        one, other = places[start : start + _PAIRS_AT_ONCE].T
        shared = held[one].multiply(held[other]).sum(axis=1)
        smaller = np.minimum(sizes[one], sizes[other])
        found[start : start + _PAIRS_AT_ONCE] = np.asarray(shared).ravel() / np.maximum(smaller, 1)
    return found


def list_candidate_pairs(texts: list[DistinctText]) -> list[tuple[int, int]]:
    """List the pairs (i < j) of texts whose signatures agree in a band, in order."""
    pairs: set[tuple[int, int]] = set()
    if len(texts) > 1:
        signatures = _sign(texts)
        for band in range(BANDS):
            rows = signatures[:, band * BAND_ROWS : (band + 1) * BAND_ROWS]
            for bucket in _list_buckets(rows):
                pairs.update(_pair(bucket))
    return sorted(pairs)


def _number_words(text: str, numbers: dict[str, int]) -> np.ndarray:
    ids = [numbers.setdefault(word.form, len(numbers)) for word in list_words(text)]
    return np.array(ids, dtype=np.uint32)


def _sign(texts: list[DistinctText]) -> np.ndarray:
    """Return one row of hash values for each text."""
    hashed = (((text.shingles * _MIX) >> np.uint64(32)).tolist() for text in texts)
    signed = MinHash.generator(hashed, num_perm=BANDS * BAND_ROWS, seed=SEED, hashfunc=_keep)
    return np.array([one.hashvalues for one in signed], dtype=np.uint32)


def _keep(value: int) -> int:
    """Return a shingle that is hashed already, all of a text in one go."""
    return value


def _list_buckets(rows: np.ndarray) -> Iterator[np.ndarray]:
    """List the groups of at least two texts with equal rows, members in order."""
    _, inverse = np.unique(rows, axis=0, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    starts = np.flatnonzero(np.diff(inverse[order])) + 1
    return (bucket for bucket in np.split(order, starts) if len(bucket) > 1)


def _pair(bucket: np.ndarray) -> Iterator[tuple[int, int]]:
    """Pair each member with the first ones of its bucket: enough to find a leader, never quadratic."""
    members = bucket.tolist()
    for position, later in enumerate(members):
        for earlier in members[: min(position, _MAX_PARTNERS)]:
            yield earlier, later
