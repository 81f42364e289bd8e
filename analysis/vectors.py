"""What texts mean, as vectors in which languages do not show.

Each language's mean is removed, because raw vectors group by language. The means come from the same eight
sentences in every language: being parallel, eight serve as well as sixty unlike ones. For a language without
sentences the mean over a spread of languages is used. Beyond a limit, vectors are estimated from letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Protocol

import numpy as np

from analysis.letters import LetterModel, fit_letters
from analysis.progress import QUIET, Watch
from analysis.reference import SPREAD, list_reference_sentences
from analysis.text import clean_text

STEP = "reading meanings"
MAX_CHARACTERS = 1_500
_BLOCK = 1_000


class Embedder(Protocol):
    """Anything that turns texts into rows of numbers."""

    def passage(self, texts: list[str]) -> Any:
        """Embed texts."""


@dataclass(frozen=True)
class Vectors:
    """One unit row for each text; `computed` says which rows the model made; the others were estimated."""

    values: np.ndarray
    computed: np.ndarray
    letters: LetterModel | None


@dataclass(frozen=True)
class Meaning:
    """The model together with the means of the languages met so far."""

    embedder: Embedder
    batch_size: int = 64
    _means: dict[str, np.ndarray] = field(default_factory=dict)

    def read(
        self, texts: Sequence[str], languages: Sequence[str], watch: Watch = QUIET, step: str = STEP
    ) -> np.ndarray:
        """Make a centred unit row for each text."""
        parts = [
            np.asarray(self.embedder.passage([clean_for_model(text) for text in batch]), dtype=np.float32)
            for batch in watch.go_through(step, texts, self.batch_size)
        ]
        if not parts:
            return np.zeros((0, 1), dtype=np.float32)
        return make_unit(np.vstack(parts) - np.vstack([self.get_mean(language) for language in languages]))

    def get_mean(self, language: str) -> np.ndarray:
        """Return the mean vector of a language, or of a spread of languages if it has no sentences."""
        if language not in self._means:
            self._means[language] = self._make_mean(language)
        return self._means[language]

    def _make_mean(self, language: str) -> np.ndarray:
        known = list_reference_sentences()
        if language not in known:
            spread: np.ndarray = np.mean([self.get_mean(name) for name in SPREAD], axis=0)
            return spread
        mean: np.ndarray = np.asarray(self.embedder.passage(list(known[language]))).mean(axis=0)
        return mean


def make_vectors(
    texts: Sequence[str],
    languages: Sequence[str],
    meaning: Meaning,
    *,
    max_computed: int,
    watch: Watch = QUIET,
) -> Vectors:
    """Make a centred vector for each text; those beyond max_computed, drawn by hash, are estimated."""
    drawn = draw_by_hash(texts, max_computed)
    read = meaning.read([texts[place] for place in drawn], [languages[place] for place in drawn], watch)
    values = np.zeros((len(texts), read.shape[1]), dtype=np.float32)
    values[drawn] = read
    computed = np.zeros(len(texts), dtype=bool)
    computed[drawn] = True
    letters = fit_letters([texts[place] for place in drawn], read) if len(drawn) else None
    if letters is not None:
        rest = np.flatnonzero(~computed).tolist()
        for places in watch.go_through("estimating meanings", rest, _BLOCK):
            values[places] = make_unit(letters.estimate([texts[place] for place in places]))
    return Vectors(values, computed, letters)


def draw_by_hash(texts: Sequence[str], size: int) -> list[int]:
    """Draw places of texts by the hash of each text, so that the draw does not depend on their order."""
    if len(texts) <= size:
        return list(range(len(texts)))
    ranked = sorted(range(len(texts)), key=lambda place: (_hash(texts[place]), place))
    return sorted(ranked[:size])


def clean_for_model(text: str) -> str:
    """Take out what cuts the text or raises in the model, and cut what would be slow."""
    return clean_text(text)[:MAX_CHARACTERS]


def make_unit(rows: np.ndarray) -> np.ndarray:
    """Bring rows to length one; rows of noughts stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
