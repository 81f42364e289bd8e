"""Which distinct texts may share wording: they have three-word shingles in common.

Texts are not compared with each other but with the first few holders of each shingle, the weightiest first,
so the work grows with the number of texts and not with its square, whatever the size of a campaign.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, vstack

from analysis.columns import round_scores
from analysis.shingles import DistinctText

MAX_HOLDERS = 12
MIN_SHINGLES = 4
_BLOCK = 4_000


@dataclass(frozen=True)
class Links:
    """What each text has in common: others, the most of the smaller one first, and shingles in all."""

    others: list[list[int]]
    shared: list[int]


def list_links(texts: list[DistinctText]) -> Links:
    """List for each text those it has shingles in common with."""
    owners, numbers, size = _number_repeated(texts)
    if not size:
        return Links([[] for _ in texts], [0] * len(texts))
    ones, others, shared = _count_shared(owners, numbers, [len(text.rows) for text in texts], size)
    sizes = np.array([len(text.shingles) for text in texts])
    shares = round_scores(shared / np.minimum(sizes[ones], sizes[others]))
    order = np.lexsort((others, -shares, ones))
    edges = np.searchsorted(ones[order], np.arange(1, len(texts)))
    total = np.bincount(ones, weights=shared, minlength=len(texts)).astype(int)
    return Links([found.tolist() for found in np.split(others[order], edges)], total.tolist())


def _count_shared(
    owners: np.ndarray, numbers: np.ndarray, weights: list[int], size: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Count the shingles that texts share with weighty others: each pair in both directions."""
    shape = len(weights), size
    holders = csr_matrix((np.ones(len(owners), dtype=np.int32), (owners, numbers)), shape=shape)
    anchors = _keep_first_holders(owners, numbers, weights, size)
    blocks = range(0, len(weights), _BLOCK)
    found = vstack([_keep_enough(holders[start : start + _BLOCK] @ anchors) for start in blocks]).tocsr()
    both = found.maximum(found.T).tocoo()
    apart = both.row != both.col
    return both.row[apart], both.col[apart], both.data[apart]


def _keep_enough(counts: csr_matrix) -> csr_matrix:
    counts.data[counts.data < MIN_SHINGLES] = 0
    counts.eliminate_zeros()
    return counts


def _number_repeated(texts: list[DistinctText]) -> tuple[np.ndarray, np.ndarray, int]:
    """Number the shingles that more than one text has; give each text's as (owner, number)."""
    if not texts:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), 0
    every = np.concatenate([text.shingles for text in texts])
    owners = np.repeat(np.arange(len(texts)), [len(text.shingles) for text in texts])
    _, inverse, counts = np.unique(every, return_inverse=True, return_counts=True)
    repeated = counts > 1
    numbers = np.cumsum(repeated) - 1
    kept = repeated[inverse]
    return owners[kept], numbers[inverse[kept]], int(repeated.sum())


def _keep_first_holders(owners: np.ndarray, numbers: np.ndarray, weights: list[int], size: int) -> csr_matrix:
    """Keep of each shingle its first holders, those of most rows first: a matrix of shingles by texts."""
    ranks = np.empty(len(weights), dtype=np.int64)
    ranks[np.lexsort((np.arange(len(weights)), -np.array(weights)))] = np.arange(len(weights))
    order = np.lexsort((ranks[owners], numbers))
    owners, numbers = owners[order], numbers[order]
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
    place = np.arange(len(numbers)) - np.repeat(starts, np.diff(np.r_[starts, len(numbers)]))
    kept = place < MAX_HOLDERS
    ones = np.ones(int(kept.sum()), dtype=np.int32)
    return csr_matrix((ones, (numbers[kept], owners[kept])), shape=(size, len(weights)))
