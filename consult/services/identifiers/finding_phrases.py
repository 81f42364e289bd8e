"""Find the words of a sentence again in a text, whatever marks, capitals and vowel marks it has there."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from analysis.text import part_words
from consult.services.experiences.matching_texts import FEWEST_WORDS

Place = tuple[int, int]
MOST_PLACES = 200
"""More of one thing than this are not told apart."""


class Phrases:
    """A text in which words are looked for one after another; it is read once."""

    def __init__(self, text: str) -> None:
        forms, self._places = part_words(text)
        self._joined = _join(forms)
        self._starts = list(accumulate((len(form) + 1 for form in forms), initial=0))

    def find(self, sentence: str) -> Iterator[Place]:
        """Everywhere its words stand in their order; a word or two is chance, and is not looked for."""
        words, _ = part_words(sentence)
        if len(words) < FEWEST_WORDS:
            return
        for start, end in find_places(_join(words), self._joined):
            first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 2) - 1
            yield self._places[first][0], self._places[last][1]


def find_places(words: str, text: str) -> Iterator[Place]:
    """Every place, also those that overlap; the whole text where there are too many."""
    at = text.find(words)
    found: list[Place] = []
    while at >= 0 and words and len(found) <= MOST_PLACES:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    yield from found if len(found) <= MOST_PLACES else [(0, len(text))]


def _join(forms: list[str]) -> str:
    """Each word between two spaces, so that none is found inside another."""
    return f" {' '.join(forms)} " if forms else ""
