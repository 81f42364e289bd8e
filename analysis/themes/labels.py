"""Names of themes: the phrases that a theme has and the others have not."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from analysis.themes.candidates import Candidate
from analysis.themes.picking import Name, pick
from analysis.themes.weighing import score, weigh, weigh_words

NO_LABEL = "Theme without shared words"
_ALONE = 0.01
"""How much a phrase counts for a broader theme of which one theme alone says it."""


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
    spreads = np.ones((len(candidates), count))
    return _pick_best(candidates, terms, groups, spreads, max_phrases, in_main)


def name_broader(
    candidates: Sequence[Candidate],
    terms: Sequence[Sequence[str]],
    groups: np.ndarray,
    broader: np.ndarray,
    max_phrases: int,
    in_main: frozenset[int],
) -> list[Name]:
    """Name each broader theme by what it has and the others have not, and several of its themes share.

    groups: the theme of each text. broader: the broader theme of each theme. The rest is as in name_themes.
    """
    count = int(broader.max()) + 1
    said = [np.bincount(groups[sorted(one.texts)], minlength=len(broader)) for one in candidates]
    spreads = np.array([_measure_spread(inside, broader, count) for inside in said]).reshape(-1, count)
    return _pick_best(candidates, terms, broader[groups], spreads, max_phrases, in_main)


def _pick_best(
    candidates: Sequence[Candidate],
    terms: Sequence[Sequence[str]],
    groups: np.ndarray,
    spreads: np.ndarray,
    max_phrases: int,
    in_main: frozenset[int],
) -> list[Name]:
    """Pick the phrases of each group. spreads: what each phrase's score counts for, by phrase and group."""
    count = spreads.shape[1]
    sizes = np.bincount(groups, minlength=count)
    words = weigh_words({word for one in candidates for word in one.key.split()}, terms, groups, sizes)
    scored: list[list[tuple[float, Candidate]]] = [[] for _ in range(count)]
    for candidate, spread in zip(candidates, spreads, strict=True):
        inside = np.bincount(groups[sorted(candidate.texts)], minlength=count)
        scores = score(candidate, inside, weigh(inside, sizes), words) * spread
        for group in np.flatnonzero(inside).tolist():
            scored[group].append((round(float(scores[group]), 6), candidate))
    return [pick(found, max_phrases, in_main) for found in scored]


def _measure_spread(inside: np.ndarray, broader: np.ndarray, count: int) -> np.ndarray:
    """Say for each broader theme what a phrase counts for: 1 where two of its themes say it alike, or more.

    inside: how many texts of each theme have it. What one theme alone says names that theme, not all of them.
    """
    said = np.bincount(broader, weights=inside, minlength=count)
    squares = np.bincount(broader, weights=inside.astype(float) ** 2, minlength=count)
    alike = said**2 / np.maximum(squares, 1)
    return np.clip(alike - 1, _ALONE, 1)


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


def _join(phrases: Sequence[str]) -> str:
    label = ", ".join(phrases) or NO_LABEL
    return label[0].upper() + label[1:]
