"""The directions in which rows differ most: of few columns by covariances, of many by a random sample.

Digit for digit what scikit-learn's PCA ("covariance_eigh") and TruncatedSVD ("randomized") give; see
analysis.term_weights for why it is not loaded. The sample follows Halko, Martinsson and Tropp (2011).
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import lu, qr, svd
from scipy.sparse import csr_matrix

_MORE = 10
"""Directions sampled beside those wanted."""
_ROUNDS = 5


@dataclass(frozen=True)
class Directions:
    """Directions as rows, and what is taken from each row first, along them."""

    rows: np.ndarray
    middle: np.ndarray | None = None

    def place(self, rows: np.ndarray | csr_matrix) -> np.ndarray:
        """Give how far rows go along each direction."""
        found = np.asarray(rows @ self.rows.T)
        return found if self.middle is None else found - self.middle.reshape(1, -1) @ self.rows.T


def find_main(rows: np.ndarray, size: int) -> Directions:
    """Find so many directions of rows, from their covariances."""
    middle = rows.mean(axis=0)
    spread = rows.T @ rows
    spread -= len(rows) * np.reshape(middle, (-1, 1)) * np.reshape(middle, (1, -1))
    spread /= len(rows) - 1
    found = np.flip(np.linalg.eigh(spread)[1], axis=1).T
    return Directions(np.array(_settle_signs(found)[:size]), middle)


def find_sampled(rows: csr_matrix, size: int) -> Directions:
    """Find so many directions of sparse rows, from a random sample that is always the same."""
    wide = rows.shape[0] < rows.shape[1]
    some = rows.T if wide else rows
    sample = np.random.RandomState(0).normal(size=(some.shape[1], size + _MORE))
    for _ in range(_ROUNDS):
        sample, _ = lu(some @ sample, permute_l=True, check_finite=False)
        sample, _ = lu(some.T @ sample, permute_l=True, check_finite=False)
    sample, _ = qr(some @ sample, mode="economic", check_finite=False)
    left, _, right = svd(sample.T @ some, full_matrices=False, lapack_driver="gesdd")
    return Directions(_settle_signs((sample @ left)[:, :size].T if wide else right[:size]))


def _settle_signs(rows: np.ndarray) -> np.ndarray:
    """Turn each direction so that its largest part is positive."""
    largest = np.abs(rows).argmax(axis=1)
    return np.asarray(rows * np.sign(rows[np.arange(len(rows)), largest])[:, None])
