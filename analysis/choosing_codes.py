"""Which codes to suggest together for a text: the set with the best F1 to be expected."""

import numpy as np


def choose_codes(scores: np.ndarray) -> np.ndarray:
    """Mark for each text (rows) the codes (columns) to suggest together, at least the likeliest one.

    The expected F1 of the best k codes is taken as 2 * (their sum) / (k + the sum of all). There is no limit
    to tune to one codebook; what is too unlikely to show is for the caller to leave out.
    """
    if not scores.shape[1]:
        return np.zeros(scores.shape, dtype=bool)
    order = np.argsort(-scores, axis=1, kind="stable")
    best = np.take_along_axis(scores, order, axis=1)
    sizes = np.arange(1, scores.shape[1] + 1)
    expected = 2 * np.cumsum(best, axis=1) / (sizes + scores.sum(axis=1, keepdims=True))
    counts = expected.argmax(axis=1) + 1
    chosen = np.zeros(scores.shape, dtype=bool)
    np.put_along_axis(chosen, order, sizes <= counts[:, None], axis=1)
    return chosen


def keep_best(chosen: np.ndarray, scores: np.ndarray, most: int) -> np.ndarray:
    """Keep the likeliest of the codes chosen for each text, at most so many; of equal ones the first.

    The expected F1 rises with each code up to the set chosen: so these are the best set of that size.
    """
    order = np.argsort(-np.where(chosen, scores, -1.0), axis=1, kind="stable")
    kept = np.zeros(chosen.shape, dtype=bool)
    np.put_along_axis(kept, order[:, :most], True, axis=1)
    return chosen & kept
