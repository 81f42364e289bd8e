"""Words for texts whose own words nobody else uses: borrowed from texts in the main language by meaning."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.vectors import draw_by_hash, make_unit

_FEWEST_LENDERS = 20
"""With fewer texts in the main language each text keeps its own words."""
_LENDERS = 8
"""How many texts lend; the mean of so many is about a subject, not about one text."""
_MOST_LENDERS = 2_000
_BLOCK = 1_000
_PREFERRED = "en"


@dataclass(frozen=True)
class Lenders:
    """The texts of the main language: what they mean and the words they have, a unit row each."""

    language: str
    meant: np.ndarray
    worded: np.ndarray

    def lend(self, worded: np.ndarray, meant: np.ndarray, languages: Sequence[str]) -> np.ndarray:
        """Return the words of each text; texts in other languages get those of their nearest in meaning."""
        others = [place for place, spoken in enumerate(languages) if spoken != self.language]
        if not others:
            return worded
        lent = worded.copy()
        for start in range(0, len(others), _BLOCK):
            block = others[start : start + _BLOCK]
            likeness = np.round(meant[block] @ self.meant.T, 6)
            lent[block] = make_unit(self.worded[_list_nearest(likeness)].mean(axis=1))
        return lent


def _list_nearest(likeness: np.ndarray) -> np.ndarray:
    """List for each row the columns that lend, the most alike first, of equals the first in order.

    To take the best out a few times over is many times as fast as to sort thousands. likeness is used up.
    """
    rows = np.arange(len(likeness))
    nearest = np.empty((len(likeness), min(_LENDERS, likeness.shape[1])), dtype=int)
    for column in range(nearest.shape[1]):
        nearest[:, column] = likeness.argmax(axis=1)
        likeness[rows, nearest[:, column]] = -np.inf
    return nearest


def make_lenders(
    language: str, meant: np.ndarray, worded: np.ndarray, terms: Sequence[Sequence[str]]
) -> Lenders:
    """Make lenders of the texts of the main language, or of so many drawn by the hash of their terms."""
    drawn = draw_by_hash(["\n".join(one) for one in terms], _MOST_LENDERS)
    return Lenders(language, meant[drawn], worded[drawn])


def find_most_spoken(languages: Sequence[str]) -> str:
    """Return the language of most texts; of equals English, whose words are known best, else the first."""
    return min(Counter(languages).items(), key=lambda pair: (-pair[1], pair[0] != _PREFERRED, pair[0]))[0]


def find_main_language(languages: Sequence[str]) -> str | None:
    """Return the language whose texts lend; None where too few texts have it, or all do."""
    language = find_most_spoken(languages)
    texts = list(languages).count(language)
    return language if _FEWEST_LENDERS <= texts < len(languages) else None
