"""Estimating what a text means from its runs of letters, learnt from texts that the model has read.

Kernel ridge regression. On 1,600 short messages its estimates agree with the model on which texts are alike
with a correlation of .66, where shared runs of letters alone reach .45. Being a sum over runs of letters, it
also says which words of a text pull it towards a direction.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve
from scipy.sparse import csr_matrix

from analysis.term_weights import TermWeights, fit_weights

_RIDGE = 0.3
_SHORTEST, _LONGEST = 2, 5
_MAX_RUNS = 60_000
_BLOCK = 250


@dataclass(frozen=True)
class LetterModel:
    """Runs of letters, the texts read as such, and the weights that lead from likeness to them to vectors.

    Weights by text are a few thousand rows; by run of letters they would be sixty thousand.
    """

    runs: TermWeights
    known: csr_matrix
    weights: np.ndarray
    mean: np.ndarray

    def estimate(self, texts: Sequence[str]) -> np.ndarray:
        """Estimate a vector for each text; not brought to length one."""
        return self.mean + self.pull(texts)

    def weigh(self, texts: Sequence[str]) -> csr_matrix:
        """Weigh the runs of letters (columns) in each text (rows)."""
        return self.runs.weigh([list_runs(text) for text in texts])

    def pull(self, texts: Sequence[str]) -> np.ndarray:
        """Estimate how each text differs from the mean."""
        found: np.ndarray = (self.weigh(texts) @ self.known.T).toarray() @ self.weights
        return found

    def lean(self, directions: np.ndarray) -> np.ndarray:
        """Measure how much each run of letters (rows) pulls towards each direction (columns)."""
        return np.asarray(self.known.T @ (self.weights @ directions.T))


def list_runs(text: str) -> list[str]:
    """List the runs of two to five letters in each word of a text, with a blank on both sides of it."""
    return [
        word[start : start + size]
        for word in (f" {one} " for one in text.lower().split())
        for size in range(_SHORTEST, min(_LONGEST, len(word)) + 1)
        for start in range(len(word) - size + 1)
    ]


def fit_letters(texts: Sequence[str], vectors: np.ndarray) -> LetterModel:
    """Learn from texts and the vectors the model gave them."""
    # the mark keeps a blank text from having no runs
    listed = [list_runs(f"{text} .") for text in texts]
    found = fit_weights(listed, min_texts=min(2, len(texts)), most=_MAX_RUNS)
    assert found is not None  # all have the mark
    runs, known = found
    mean: np.ndarray = vectors.mean(axis=0)
    kernel = np.empty((len(texts), len(texts)))
    for start in range(0, len(texts), _BLOCK):
        kernel[start : start + _BLOCK] = (known[start : start + _BLOCK] @ known.T).toarray()
    kernel.flat[:: len(texts) + 1] += _RIDGE
    weights = solve(kernel, (vectors - mean).astype(np.float64), assume_a="pos", overwrite_a=True)
    return LetterModel(runs, known, weights, mean)
