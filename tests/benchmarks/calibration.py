"""Measures of suggestions: F1 of sets, how true probabilities are, and intervals."""

from collections.abc import Sequence

import numpy as np

_BINS = 10
_DRAWS = 2_000


def measure_f1(found: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """F1 of each row; 1 when nothing was wanted and nothing found."""
    total = found.sum(axis=1) + wanted.sum(axis=1)
    return np.where(total > 0, 2 * (found & wanted).sum(axis=1) / np.maximum(total, 1), 1.0)


def measure_brier(scores: np.ndarray, wanted: np.ndarray) -> float:
    """Mean squared difference between probability and truth."""
    return float(((scores - wanted) ** 2).mean())


def measure_calibration_error(scores: np.ndarray, wanted: np.ndarray) -> float:
    """Expected calibration error over ten equal bins, every pair of text and code counted."""
    flat, truth = scores.ravel(), wanted.ravel()
    bins = np.minimum((flat * _BINS).astype(int), _BINS - 1)
    parts = [bins == one for one in range(_BINS) if (bins == one).any()]
    return float(sum(abs(flat[part].mean() - truth[part].mean()) * part.mean() for part in parts))


def find_interval(values: Sequence[float] | np.ndarray) -> tuple[float, float]:
    """95% interval of the mean by resampling the values given, with a fixed seed."""
    drawn = np.random.RandomState(0).choice(np.asarray(values), (_DRAWS, len(values)))
    low, high = np.percentile(drawn.mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
