"""How far passages make a point, rather than tell who writes, in any language that the meaning model reads.

Each passage is compared with sentences of both sorts by meaning, with its language's mean removed, so that
the English examples stand for the same sentence in every language. Only an order comes of it: nothing is left
out for being unlike them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis import columns
from analysis.models import ModelNotLoaded
from analysis.vectors import Meaning

NEAREST = 3
POINTS = (
    "There are not enough homes and people wait for months.",
    "The government should pay councils the full cost.",
    "People cannot find a doctor or a dentist.",
    "Interpreters are often not booked and mistakes are made.",
    "This works well and other areas should copy it.",
    "Letters come too late and nobody explains what they mean.",
    "Children lose months of school while they wait for a place.",
    "Without stable funding good services close every spring.",
    "The decision takes too long and people fall into debt.",
    "We ask that families are told earlier where they will live.",
)
ABOUT_THE_SENDER = (
    "We are a charity that supports refugees and asylum seekers in the area.",
    "Our association brings together about two hundred families from our country.",
    "I am writing on behalf of the council.",
    "Our organisation was founded in 2010 and has twelve members of staff.",
    "Our organisation has no view on this question.",
    "We neither support nor oppose this number.",
    "This is mainly a matter for other bodies.",
    "We have nothing to say about this subject.",
    "We welcome the chance to respond to this consultation.",
    "We are happy to share more information or to meet you.",
)


@dataclass(frozen=True)
class PointScale:
    """Weighs texts by what they mean; reads its examples once. meaning: None where there is no model."""

    meaning: Meaning | None

    def weigh(self, texts: Sequence[str], languages: Sequence[str]) -> list[float]:
        """Weigh texts: above nought a point is made, below it the sender is told of.

        Returns: numbers from -2 to 2, one for each text; noughts without a model.
        """
        if self.meaning is None or not texts:
            return [0.0] * len(texts)
        try:
            read = self.meaning.read(list(texts), list(languages), open=[True] * len(texts))
            alike = read @ self._examples.T
        except ModelNotLoaded:
            return [0.0] * len(texts)
        weights = _find_nearest(alike[:, : len(POINTS)]) - _find_nearest(alike[:, len(POINTS) :])
        return [float(one) for one in columns.round_scores(weights)]

    @cached_property
    def _examples(self) -> np.ndarray:
        examples = [*POINTS, *ABOUT_THE_SENDER]
        assert self.meaning is not None
        return self.meaning.read(examples, ["en"] * len(examples), open=[True] * len(examples))


def _find_nearest(alike: np.ndarray) -> np.ndarray:
    """The mean likeness to the nearest few examples."""
    nearest: np.ndarray = np.sort(alike, axis=1)[:, -NEAREST:].mean(axis=1)
    return nearest
