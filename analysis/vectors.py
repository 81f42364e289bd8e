"""What texts mean, as vectors in which languages do not show.

Each language's mean is removed, because raw vectors group by language. The means come from the same eight
sentences in every language: being parallel, eight serve as well as sixty unlike ones. For a language without
sentences the mean over a spread of languages is used. Beyond a limit, vectors are estimated from letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np

from analysis.deriving import Deriver
from analysis.embedding import SHELF, STEP, Embedder, clean_for_model, make_embedding_step
from analysis.letters import LetterModel, fit_letters
from analysis.progress import QUIET, Watch
from analysis.reference import SPREAD, list_reference_sentences
from analysis.store import NO_STORE, Shelf, Store

_BLOCK = 1_000
_MAX_LETTERS = 2_000
"""Texts from which estimating by letters is learnt; its cost grows with their number squared and more."""


@dataclass(frozen=True)
class Vectors:
    """One unit row for each text; `computed` says which rows the model made; the others were estimated."""

    values: np.ndarray
    computed: np.ndarray
    letters: LetterModel | None


@dataclass(frozen=True)
class Meaning:
    """The model together with the means of the languages met so far; store: of raw vectors made before.

    version: the model's. embedded counts the texts that the model had to read.
    """

    embedder: Embedder
    batch_size: int = 64
    store: Store = NO_STORE
    version: str = ""
    embedded: list[int] = field(default_factory=list)
    _means: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def shelf(self) -> Shelf:
        """Where its vectors are stored."""
        return Shelf(SHELF, self.version)

    def read(
        self,
        texts: Sequence[str],
        languages: Sequence[str],
        watch: Watch = QUIET,
        step: str = STEP,
        open: Sequence[bool] | None = None,
    ) -> np.ndarray:
        """Make a centred unit row for each text. open: which texts may be stored; None for none of them."""
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        rows = self._read_raw([clean_for_model(text) for text in texts], watch, step, open)
        self._learn_means(set(languages))
        for row, language in zip(rows, languages, strict=True):
            row -= self._means[language]
        return make_unit(rows)

    def _learn_means(self, languages: set[str]) -> None:
        """Learn the means of those not met before; one search of the store finds all their sentences."""
        known = list_reference_sentences()
        without = languages - known.keys()
        new = sorted((languages - without | set(SPREAD if without else ())) - self._means.keys())
        sentences = [sentence for language in new for sentence in known[language]]
        if sentences:
            rows = self._read_raw(sentences, QUIET, STEP, [True] * len(sentences))
            ends = np.cumsum([len(known[language]) for language in new])[:-1]
            for language, own in zip(new, np.split(rows, ends), strict=True):
                self._means[language] = own.mean(axis=0)
        for language in without - self._means.keys():
            self._means[language] = np.mean([self._means[name] for name in SPREAD], axis=0)

    def _read_raw(
        self, texts: Sequence[str], watch: Watch, title: str, open: Sequence[bool] | None
    ) -> np.ndarray:
        deriver = Deriver(self.store, watch)
        step = make_embedding_step(self.embedder, self.version, title, self.batch_size)
        rows = deriver.derive(step, texts, [False] * len(texts) if open is None else open)
        self.embedded.append(deriver.done[step.shelf.name])
        return np.vstack(rows)


def make_vectors(
    texts: Sequence[str],
    languages: Sequence[str],
    meaning: Meaning,
    *,
    max_computed: int,
    watch: Watch = QUIET,
    open: Sequence[bool] | None = None,
) -> Vectors:
    """Make a centred vector for each text; those beyond max_computed, drawn by hash, are estimated.

    open: which texts may be stored; None for none of them.
    """
    drawn = draw_by_hash(texts, max_computed)
    may_store = None if open is None else [open[place] for place in drawn]
    known = [texts[place] for place in drawn]
    read = meaning.read(known, [languages[place] for place in drawn], watch, open=may_store)
    values = np.zeros((len(texts), read.shape[1]), dtype=np.float32)
    values[drawn] = read
    computed = np.zeros(len(texts), dtype=bool)
    computed[drawn] = True
    letters = _fit_letters(known, read) if known else None
    if letters is not None:
        rest = np.flatnonzero(~computed).tolist()
        for places in watch.go_through("estimating meanings", rest, _BLOCK):
            values[places] = make_unit(letters.estimate([texts[place] for place in places]))
    return Vectors(values, computed, letters)


def _fit_letters(texts: Sequence[str], read: np.ndarray) -> LetterModel:
    learnt = draw_by_hash(texts, _MAX_LETTERS)
    return fit_letters([texts[place] for place in learnt], read[learnt])


def draw_by_hash(texts: Sequence[str], size: int) -> list[int]:
    """Draw places of texts by the hash of each text, so that the draw does not depend on their order."""
    if len(texts) <= size:
        return list(range(len(texts)))
    ranked = sorted(range(len(texts)), key=lambda place: (_hash(texts[place]), place))
    return sorted(ranked[:size])


def make_unit(rows: np.ndarray) -> np.ndarray:
    """Bring rows to length one; rows of noughts stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
