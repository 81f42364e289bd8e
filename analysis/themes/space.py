"""The space in which segments are compared: meaning beside words, learnt from some texts, applied to all.

Meaning vectors lose what all texts share (everybody answers the same question) and stand beside a reduced
lemma TF-IDF. Without a model the words stand alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.features import fit_words
from analysis.vectors import make_unit

_DIMENSIONS = 40
_WORD_WEIGHT = 0.7
"""How much words count beside meaning; with .7 agreement with people was best on two sets of answers."""


@dataclass(frozen=True)
class Space:
    """What was learnt from the texts the themes are fitted on."""

    words: TfidfVectorizer
    reduce: TruncatedSVD | None
    shared_meaning: np.ndarray | None

    def place(self, terms: Sequence[list[str]], vectors: np.ndarray | None) -> np.ndarray:
        """Place texts in the space; texts without any known term or meaning get noughts."""
        worded = _place_words(self.words.transform(terms), self.reduce)
        if vectors is None or self.shared_meaning is None:
            return make_unit(worded)
        meant = make_unit(vectors - self.shared_meaning)
        return make_unit(np.hstack([meant, _WORD_WEIGHT * worded]))


def fit_space(terms: Sequence[list[str]], vectors: np.ndarray | None) -> Space:
    """Learn the space from texts given as terms and, where there is a model, vectors."""
    words, weights = fit_words(terms, min_texts=2 if len(terms) > 2 else 1)
    size = min(_DIMENSIONS, min(weights.shape) - 1)
    reduce = TruncatedSVD(size, random_state=0).fit(weights) if size >= 2 and weights.nnz else None
    shared = None if vectors is None else _find_shared(vectors)
    return Space(words, reduce, shared)


def _find_shared(vectors: np.ndarray) -> np.ndarray:
    """Find what the texts share; of very few texts the mean would be half of each, so less is taken."""
    mean: np.ndarray = vectors.mean(axis=0) * (len(vectors) / (len(vectors) + 3))
    return mean


def _place_words(weights: csr_matrix, reduce: TruncatedSVD | None) -> np.ndarray:
    if reduce is None:
        return np.asarray(weights.toarray())
    return make_unit(reduce.transform(weights))
