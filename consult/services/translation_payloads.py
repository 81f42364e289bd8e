"""What is sealed of a translation: passages with where they stand in the original, and who made them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from analysis.sentences import split_text
from analysis.text import clean_text
from consult.models.translation import Translation
from consult.models.translation_kinds import TranslationState, TranslatorKind
from consult.sealing.payloads import Place, SealingKey, seal_json
from consult.sealing.places import place_of_translation
from consult.services.redacting import Redaction, replace_parts


@dataclass(frozen=True)
class Source:
    """One passage as a translator is given it: code-point offsets [start, end) of the original.

    `words` has a stand-in for each part that people took out, and `stand_ins` says where these are in it.
    """

    start: int
    end: int
    words: str = field(repr=False)
    stand_ins: tuple[tuple[int, int], ...] = ()

    @property
    def mark(self) -> str:
        """Stands for exactly these words: another one once they, or what is taken out of them, change."""
        return hashlib.sha256(self.words.encode()).hexdigest()


@dataclass(frozen=True)
class Unit:
    """One passage translated. of: the mark of the words that it was made of."""

    start: int
    end: int
    text: str = field(repr=False)
    of: str = field(repr=False)


@dataclass(frozen=True)
class Maker:
    """Who or what made it."""

    name: str
    kind: TranslatorKind


@dataclass(frozen=True)
class Made:
    """A translation of one answer, opened. makers: everybody who wrote in it, the first one first."""

    state: TranslationState
    units: tuple[Unit, ...] = field(repr=False)
    makers: tuple[Maker, ...]


def cut(text: str, redactions: Iterable[Redaction]) -> list[Source]:
    """Cut an answer into the passages that are translated one by one, without what was taken out."""
    taken_out = list(redactions)
    return [
        Source(start, end, *replace_parts(text, start, end, taken_out))
        for start, end in split_text(clean_text(text))
    ]


def seal_made(key: SealingKey, row: Translation, made: Made) -> None:
    """Put a translation into its row, sealed for exactly there; the row's state says the same."""
    row.state = made.state
    row.sealed = seal_json(key, {**asdict(made), "units": [asdict(one) for one in made.units]}, place_of(row))


def read_made(body: Mapping[str, Any]) -> Made:
    """A translation from what was sealed of it."""
    makers: Sequence[Any] = body["makers"]
    return Made(
        TranslationState(body["state"]),
        tuple(Unit(**one) for one in body["units"]),
        tuple(Maker(one["name"], TranslatorKind(one["kind"])) for one in makers),
    )


def place_of(row: Translation) -> Place:
    """Where the words of this row belong."""
    return place_of_translation(row.id, row.question_id, row.revision_id, row.language)
