"""Where the key phrases of a codebook occur, in any inflection, with their places in the text as given."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from analysis.codebook import Code
from analysis.features import Lemma, list_lemmas

LANGUAGE = "en"
MAX_WORDS = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A key phrase of the code at this place, found at words [first, last) and characters [start, end)."""

    code_place: int
    start: int
    end: int


class PhraseHits:
    """Finds key phrases by their lemmas; word order and neighbourhood must be the same."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        for place, code in enumerate(codes):
            patterns = [self._make_pattern(phrase) for phrase in code.key_phrases]
            kept = [pattern for pattern in patterns if 0 < len(pattern) <= MAX_WORDS]
            if kept:
                self._matcher.add(str(place), kept)

    def find(self, lemmas: Sequence[Lemma]) -> list[Hit]:
        """List the hits in a text's lemmas by code and place; a phrase inside a longer one counts once."""
        if not len(self._matcher):
            return []
        doc = self._make_doc([lemma.form for lemma in lemmas])
        found = [(int(self._vocab.strings[key]), first, last) for key, first, last in self._matcher(doc)]
        longest = [hit for hit in sorted(set(found)) if not any(_holds(other, hit) for other in found)]
        return [Hit(code, lemmas[first].start, lemmas[last - 1].end) for code, first, last in longest]

    def _make_pattern(self, phrase: str) -> Doc:
        return self._make_doc([lemma.form for lemma in list_lemmas(phrase, LANGUAGE)])

    def _make_doc(self, words: list[str]) -> Doc:
        return Doc(self._vocab, words=words)


def _holds(outer: tuple[int, int, int], inner: tuple[int, int, int]) -> bool:
    same_code = outer[0] == inner[0]
    return same_code and outer != inner and outer[1] <= inner[1] and inner[2] <= outer[2]
