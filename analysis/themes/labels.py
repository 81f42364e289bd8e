"""Names of themes: the phrases that a theme has and the others have not."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from analysis.themes.candidates import Candidate
from analysis.themes.picking import Name, pick
from analysis.themes.spreading import measure_spreads
from analysis.themes.weighing import score, weigh, weigh_words

NO_LABEL = "Theme without shared words"


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
    return _pick_best(candidates, _score_all(candidates, terms, groups, count), max_phrases, in_main)


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
    scores = _score_all(candidates, terms, broader[groups], int(broader.max()) + 1)
    spreads = measure_spreads(candidates, scores, groups, broader, in_main)
    return _pick_best(candidates, scores * spreads, max_phrases, in_main)


def _score_all(
    candidates: Sequence[Candidate], terms: Sequence[Sequence[str]], groups: np.ndarray, count: int
) -> np.ndarray:
    """Score each phrase (rows) for each group; 0 where the group does not say it."""
    sizes = np.bincount(groups, minlength=count)
    words = weigh_words({word for one in candidates for word in one.key.split()}, terms, groups, sizes)
    inside = np.array([np.bincount(groups[sorted(one.texts)], minlength=count) for one in candidates])
    inside = inside.reshape(-1, count)
    return np.where(inside, score(candidates, inside, weigh(inside, sizes), words), 0)


def _pick_best(
    candidates: Sequence[Candidate], scores: np.ndarray, max_phrases: int, in_main: frozenset[int]
) -> list[Name]:
    rounded = np.round(scores, 6)
    return [
        pick(
            [(float(column[row]), candidates[row]) for row in np.flatnonzero(column).tolist()],
            max_phrases,
            in_main,
        )
        for column in rounded.T
    ]


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
