"""Texts read by the meaning model, once each: the raw vectors, which may be stored."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from analysis.deriving import Step
from analysis.store import Shelf, make_key
from analysis.text import clean_text

STEP = "reading meanings"
MAX_CHARACTERS = 1_500
SHELF = "vectors"


class Embedder(Protocol):
    """Anything that turns texts into rows of numbers."""

    def passage(self, texts: list[str]) -> Any:
        """Embed texts."""


def make_embedding_step(embedder: Embedder, version: str, title: str, batch: int) -> Step[str, np.ndarray]:
    """Make the step that reads cleaned texts. version: of the model, on whose bytes alone a vector rests."""

    def read(texts: Sequence[str]) -> list[np.ndarray]:
        return list(np.asarray(embedder.passage(list(texts)), dtype=np.float32))

    return Step(title, Shelf(SHELF, version), read, make_key, _encode, _decode, batch)


def clean_for_model(text: str) -> str:
    """Take out what cuts the text or raises in the model, and cut what would be slow."""
    return clean_text(text)[:MAX_CHARACTERS]


def _encode(row: np.ndarray) -> bytes:
    return row.astype("<f4").tobytes()


def _decode(content: bytes) -> np.ndarray:
    return np.frombuffer(content, dtype="<f4").astype(np.float32)
