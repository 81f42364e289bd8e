"""Names of themes: the phrases that a theme has and the others have not."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from analysis.themes.candidates import Candidate
from analysis.themes.picking import Name, pick

NO_LABEL = "Theme without shared words"
_LONGER = 0.35
"""How much each further word of a phrase adds to its score: two words say more than one."""
_OFTEN = 0.25
"""How much each doubling of the texts that have a phrase adds."""
_ONCE = 0.6
"""How much a phrase counts that only one text has."""
_SMOOTHING = 0.5


def name_themes(
    candidates: Sequence[Candidate],
    terms: Sequence[Sequence[str]],
    groups: np.ndarray,
    count: int,
    max_phrases: int,
    in_main: frozenset[int],
) -> list[Name]:
    """Name each theme.

    terms: of each text. groups: the theme of each text. in_main: the texts in the language that most texts
    are in; a label takes phrases said there before others. A phrase that occurs once can still name a theme
    if its words are the theme's words.
    """
    sizes = np.bincount(groups, minlength=count)
    words = _weigh_words({word for one in candidates for word in one.key.split()}, terms, groups, sizes)
    scored: list[list[tuple[float, Candidate]]] = [[] for _ in range(count)]
    for candidate in candidates:
        inside = np.bincount(groups[sorted(candidate.texts)], minlength=count)
        scores = _score(candidate, inside, _weigh(inside, sizes), words)
        for theme in np.flatnonzero(inside).tolist():
            scored[theme].append((round(float(scores[theme]), 6), candidate))
    return [pick(found, max_phrases, in_main) for found in scored]


def make_labels(names: Sequence[Name]) -> list[str]:
    """Make the label of each theme; a label that is taken gets one phrase more."""
    taken: Counter[str] = Counter()
    labels = []
    for name in names:
        options = [_join(name.in_label[:size]) for size in range(name.needed, len(name.in_label) + 1)]
        label = next((option for option in options if not taken[option]), options[-1])
        taken[label] += 1
        labels.append(label)
    return labels


def _weigh_words(
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
    return dict(zip(numbers, _weigh(counts.reshape(len(numbers), len(sizes)), sizes), strict=True))


def _weigh(inside: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Weigh words (rows) for each theme: how many texts have one, times how much rarer it is elsewhere."""
    share = (inside + _SMOOTHING) / (sizes + 1)
    rest = inside.sum(axis=-1, keepdims=True) - inside
    other_share = (rest + _SMOOTHING) / (sizes.sum() - sizes + 1)
    return np.asarray(inside * np.maximum(np.log(share / other_share), 0))


def _score(
    candidate: Candidate, inside: np.ndarray, weights: np.ndarray, words: Mapping[str, np.ndarray]
) -> np.ndarray:
    """Score a phrase for each theme by its words, its length and how often it is said as a whole."""
    known = [words[word] for word in candidate.key.split() if word in words]
    parts = np.sum(known, axis=0) / np.sqrt(candidate.words) if known else weights
    said = np.where(inside > 1, 1 + _OFTEN * np.log2(np.maximum(inside, 1)), _ONCE)
    return np.asarray(parts * said * (1 + _LONGER * (candidate.words - 1)))


def _join(phrases: Sequence[str]) -> str:
    label = ", ".join(phrases) or NO_LABEL
    return label[0].upper() + label[1:]
