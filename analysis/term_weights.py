"""TF-IDF: how much each term says of each text, with no library loaded for it.

Digit for digit what scikit-learn's TfidfVectorizer gives with sublinear counts. Loading that takes a second
and forty megabytes in every analysis, most of it for statistics that are never asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from scipy.sparse import csr_matrix

Terms = Sequence[Sequence[str]]
"""The terms of each text."""


@dataclass(frozen=True)
class TermWeights:
    """The column of each term that counts, and how rare it is."""

    columns: Mapping[str, int]
    rarity: np.ndarray

    def weigh(self, terms: Terms) -> csr_matrix:
        """Weigh the terms of each text (rows): unit rows; of no known term, empty ones."""
        known = [[self.columns[term] for term in found if term in self.columns] for found in terms]
        return self.weigh_counts(_count(known, len(self.columns)))

    def weigh_counts(self, counts: csr_matrix) -> csr_matrix:
        """Weigh counted terms, in place."""
        counts.data = (np.log(counts.data) + 1) * self.rarity[counts.indices]
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        lengths = np.sqrt(np.bincount(rows, weights=counts.data**2, minlength=counts.shape[0]))
        counts.data /= lengths[rows]
        return counts


def fit_weights(
    terms: Terms, *, min_texts: int = 1, most: int | None = None
) -> tuple[TermWeights, csr_matrix] | None:
    """Learn weights from texts, and weigh these. None where no term is left.

    min_texts: terms of fewer texts are left out. most: so many terms at most, those said most often.
    """
    numbers = defaultdict[str, int]()
    numbers.default_factory = numbers.__len__
    listed = [[numbers[term] for term in found] for found in terms]
    names = sorted(numbers)
    if not names:
        return None
    counts = _count(listed, len(names))
    counts.indices = np.argsort([numbers[name] for name in names]).astype(np.int32)[counts.indices]
    counts.has_sorted_indices = False  # sums go on in the order in which terms were first met
    held = np.bincount(counts.indices, minlength=len(names))
    kept = np.flatnonzero(held >= min_texts)
    if most is not None and len(kept) > most:
        said = np.asarray(counts.sum(axis=0)).ravel()[kept]
        kept = np.sort(kept[(-said).argsort()[:most]])
    if not len(kept):
        return None
    columns = {names[place]: column for column, place in enumerate(kept.tolist())}
    rarity = np.log((len(terms) + 1) / (held[kept] + 1)) + 1
    weights = TermWeights(columns, rarity)
    return weights, weights.weigh_counts(counts[:, kept])


def _count(numbers: Sequence[Iterable[int]], size: int) -> csr_matrix:
    """Count in each text (rows) the terms, given by their numbers (columns)."""
    ends = np.cumsum([0, *map(len, numbers)])  # type: ignore[arg-type]
    every = np.fromiter(chain.from_iterable(numbers), dtype=np.int32, count=int(ends[-1]))
    counts = csr_matrix((np.ones(len(every)), every, ends), shape=(len(numbers), size))
    counts.sum_duplicates()
    return counts
