"""How much words and phrases say of a theme: often there, rarely elsewhere."""

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.themes.candidates import Candidate

_LONGER = 0.35
"""How much each further word of a phrase adds to its score: two words say more than one."""
_OFTEN = 0.25
"""How much each doubling of the texts that have a phrase adds."""
_ONCE = 0.6
"""How much a phrase counts that only one text has."""
_SMOOTHING = 0.5


def weigh_words(
    wanted: set[str], terms: Sequence[Sequence[str]], groups: np.ndarray, sizes: np.ndarray
) -> dict[str, np.ndarray]:
    """Weigh those of the wanted words that the texts have."""
    numbers: dict[str, int] = {}
    found = [
        numbers.setdefault(word, len(numbers)) * len(sizes) + group
        for words, group in zip(terms, groups.tolist(), strict=True)
        for word in wanted & set(words)
    ]
    counts = np.bincount(np.array(found, dtype=int), minlength=len(numbers) * len(sizes))
    return dict(zip(numbers, weigh(counts.reshape(len(numbers), len(sizes)), sizes), strict=True))


def weigh(inside: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Weigh words (rows) for each theme: how many texts have one, times how much rarer it is elsewhere."""
    share = (inside + _SMOOTHING) / (sizes + 1)
    rest = inside.sum(axis=-1, keepdims=True) - inside
    other_share = (rest + _SMOOTHING) / (sizes.sum() - sizes + 1)
    return np.asarray(inside * np.maximum(np.log(share / other_share), 0))


def score(
    candidates: Sequence[Candidate], inside: np.ndarray, weights: np.ndarray, words: Mapping[str, np.ndarray]
) -> np.ndarray:
    """Score phrases (rows) for each theme by their words, their length and how often they are said whole."""
    parts = np.array(weights, dtype=float)
    for row, candidate in enumerate(candidates):
        known = [words[word] for word in candidate.key.split() if word in words]
        if known:
            parts[row] = np.sum(known, axis=0) / np.sqrt(candidate.words)
    said = np.where(inside > 1, 1 + _OFTEN * np.log2(np.maximum(inside, 1)), _ONCE)
    longer = np.array([1 + _LONGER * (one.words - 1) for one in candidates]).reshape(-1, 1)
    return np.asarray(parts * said * longer)
