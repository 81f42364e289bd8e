"""Take away from meaning what says nothing about themes: what all texts share, and what each language shares.

The vectors come centred on reference sentences already; what is left of a language's own colour would still
group answers by language. The fewer texts a language has, the less is taken, or their theme would go too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.vectors import make_unit

_HALF_OF_ALL = 3
_HALF_OF_LANGUAGE = 10
"""With so many texts, half of their mean is taken."""


@dataclass(frozen=True)
class Centres:
    """What is taken from each vector: what all share, and what its language adds to that."""

    shared: np.ndarray
    of_language: dict[str, np.ndarray]

    def take_away(self, vectors: np.ndarray, languages: Sequence[str]) -> np.ndarray:
        """Return the vectors without it, as unit rows; an unknown language loses only what all share."""
        rest = vectors - self.shared
        for row, language in zip(rest, languages, strict=True):
            if language in self.of_language:
                row -= self.of_language[language]
        return make_unit(rest)


def find_centres_of_languages(vectors: np.ndarray, languages: Sequence[str]) -> Centres:
    """Find what all texts share, and what those of each language share beyond it."""
    spoken = np.array(languages)
    mean = vectors.mean(axis=0)
    added = {}
    for language in sorted(set(languages)):
        rows = vectors[spoken == language]
        added[language] = (rows.mean(axis=0) - mean) * _shrink(len(rows), _HALF_OF_LANGUAGE)
    return Centres(mean * _shrink(len(vectors), _HALF_OF_ALL), added)


def _shrink(texts: int, half: int) -> float:
    return texts / (texts + half)
