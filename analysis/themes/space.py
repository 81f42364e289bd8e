"""The space in which segments are compared: meaning beside words, learnt from some texts, applied to all.

Meaning vectors lose what all texts share (everybody answers the same question) and what the texts of one
language share, keep the directions in which these texts differ most, and stand beside a reduced lemma
TF-IDF. Texts in another language than most have none of
those words: they borrow the words of the texts that mean nearly the same, or themes would be languages.
Without a model the words stand alone.   Measured: tests/benchmarks/bench_themes_across_languages.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from analysis.features import fit_words
from analysis.term_weights import TermWeights
from analysis.themes.borrowing import Lenders, find_main_language, make_lenders
from analysis.themes.centring import Centres, find_centres_of_languages
from analysis.themes.directions import Directions, find_main, find_sampled
from analysis.vectors import make_unit

_DIMENSIONS = 40
"""Directions kept of words, and of meaning."""
_WORD_WEIGHT = 0.7
"""How much words count beside meaning; with .7 agreement with people was best on two sets of answers."""


@dataclass(frozen=True)
class Described:
    """Texts as they are compared: the terms, the language and, with a model, the meaning of each."""

    terms: Sequence[list[str]]
    languages: Sequence[str]
    vectors: np.ndarray | None

    def take(self, places: Sequence[int]) -> "Described":
        """Return only the texts at these places, which are in order; all of them are not copied."""
        if len(places) == len(self.terms):
            return self
        return Described(
            [self.terms[one] for one in places],
            [self.languages[one] for one in places],
            None if self.vectors is None else self.vectors[list(places)],
        )


@dataclass(frozen=True)
class MeaningSpace:
    """What is taken from each vector, and the directions that are kept of the rest."""

    centres: Centres
    reduce: Directions | None

    def place(self, vectors: np.ndarray, languages: Sequence[str]) -> np.ndarray:
        """Place vectors, as unit rows."""
        meant = self.centres.take_away(vectors, languages)
        return meant if self.reduce is None else make_unit(self.reduce.place(meant))


@dataclass(frozen=True)
class Space:
    """What was learnt from the texts the themes are fitted on."""

    words: TermWeights
    reduce: Directions | None
    meaning: MeaningSpace | None
    lenders: Lenders | None

    def place(self, texts: Described) -> np.ndarray:
        """Place texts in the space; texts without any known term or meaning get noughts."""
        worded = _place_words(self.words.weigh(texts.terms), self.reduce)
        if texts.vectors is None or self.meaning is None:
            return make_unit(worded)
        meant = self.meaning.place(texts.vectors, texts.languages)
        if self.lenders is not None:
            worded = self.lenders.lend(worded, meant, texts.languages)
        return make_unit(np.hstack([meant, _WORD_WEIGHT * worded]))


def fit_space(texts: Described) -> Space:
    """Learn the space from texts."""
    main = find_main_language(texts.languages) if texts.vectors is not None else None
    some = texts.take([place for place, spoken in enumerate(texts.languages) if main in (None, spoken)])
    words, weights = fit_words(some.terms, min_texts=2 if len(some.terms) > 2 else 1)
    size = min(_DIMENSIONS, min(weights.shape) - 1)
    reduce = find_sampled(weights, size) if size >= 2 and weights.nnz else None
    if texts.vectors is None:
        return Space(words, reduce, None, None)
    meaning = _fit_meaning(texts.vectors, texts.languages)
    if main is None or some.vectors is None:
        return Space(words, reduce, meaning, None)
    meant = meaning.place(some.vectors, some.languages)
    return Space(words, reduce, meaning, make_lenders(main, meant, _place_words(weights, reduce), some.terms))


def _fit_meaning(vectors: np.ndarray, languages: Sequence[str]) -> MeaningSpace:
    centres = find_centres_of_languages(vectors, languages)
    size = min(_DIMENSIONS, min(vectors.shape) - 1)
    if size < 2:
        return MeaningSpace(centres, None)
    return MeaningSpace(centres, find_main(centres.take_away(vectors, languages), size))


def _place_words(weights: csr_matrix, reduce: Directions | None) -> np.ndarray:
    if reduce is None:
        return np.asarray(weights.toarray())
    return make_unit(reduce.place(weights))
