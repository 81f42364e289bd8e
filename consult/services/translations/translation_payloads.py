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
from consult.services.identifiers.redacting import Redaction, replace_parts


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
    """One passage translated. of: the mark of the words that it was made of.

    without: marks of what was taken out of the answer at that time, so that it can be told whether somebody
    who may not know what was taken out since may see it.
    """

    start: int
    end: int
    text: str = field(repr=False)
    of: str = field(repr=False)
    without: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Maker:
    """Who or what made it. staff_id: of somebody on the staff, who then may not check it."""

    name: str
    kind: TranslatorKind
    staff_id: str = ""


@dataclass(frozen=True)
class Made:
    """A translation of one answer, opened. makers: everybody who wrote in it, the first one first.

    left: of words that are no longer there, kept until somebody discards them or it is checked without them.
    """

    state: TranslationState
    units: tuple[Unit, ...] = field(repr=False)
    makers: tuple[Maker, ...]
    left: tuple[Unit, ...] = field(default=(), repr=False)


def cut(text: str, redactions: Iterable[Redaction]) -> list[Source]:
    """Cut an answer into the passages that are translated one by one, without what was taken out."""
    taken_out = list(redactions)
    return [
        Source(start, end, *replace_parts(text, start, end, taken_out))
        for start, end in split_text(clean_text(text))
    ]


def list_marks_taken_out(text: str, redactions: Iterable[Redaction]) -> tuple[str, ...]:
    """Marks of the words that people took out of an answer."""
    words = {text[one.start : one.end] for one in redactions if one.is_taken_out}
    return tuple(sorted(hashlib.sha256(one.encode()).hexdigest() for one in words))


def seal_made(key: SealingKey, row: Translation, made: Made) -> None:
    """Put a translation into its row, sealed for exactly there; the row's state says the same."""
    row.state = made.state
    row.sealed = seal_json(key, asdict(made), place_of(row))


def read_made(body: Mapping[str, Any]) -> Made:
    """A translation from what was sealed of it."""
    makers: Sequence[Any] = body["makers"]
    return Made(
        TranslationState(body["state"]),
        _read_units(body["units"]),
        tuple(Maker(one["name"], TranslatorKind(one["kind"]), one.get("staff_id", "")) for one in makers),
        _read_units(body.get("left", ())),
    )


def place_of(row: Translation) -> Place:
    """Where the words of this row belong."""
    return place_of_translation(row.id, row.question_id, row.revision_id, row.language)


def _read_units(units: Iterable[Mapping[str, Any]]) -> tuple[Unit, ...]:
    return tuple(Unit(**{**one, "without": tuple(one.get("without", ()))}) for one in units)
