"""Phrases of a text kept as places in it: a text that was read for phrases before is not read again.

Kept are numbers alone, where the words of each phrase stand. The words come back from the text itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.deriving import Deriver, Step, decode_json, encode_json
from analysis.embedding import clean_for_model
from analysis.models import ENGLISH
from analysis.progress import QUIET
from analysis.source_versions import find_version
from analysis.store import Shelf, make_key
from analysis.themes.phrases import STEP, Phrase, Span, is_parsed, list_phrases, make_phrase

LIBRARIES = ("phonenumberslite", "simplemma", "spacy")
_BATCH = 64
_NO_MODEL = ""
_MODEL = f"{ENGLISH.distribution} {ENGLISH.version}"

Asked = tuple[str, str]
"""A text and its language."""
Places = tuple[tuple[Span, ...], ...]
"""Where the words of each phrase of a text stand."""


@dataclass(frozen=True)
class PhraseReader:
    """Lists the phrases of texts. english: the spaCy pipeline, or None. deriver: with the store to use."""

    english: Any = None
    deriver: Deriver = field(default_factory=Deriver)

    def read(self, asked: Sequence[Asked], open: Sequence[bool]) -> list[list[Phrase]]:
        """List the different phrases of each text. open: which texts may be stored."""
        found = self.deriver.derive(self._make_step(), asked, open)
        return [
            [make_phrase(text, language, words, parsed=is_parsed(language, self.english)) for words in places]
            for (text, language), places in zip(asked, found, strict=True)
        ]

    def _make_step(self) -> Step[Asked, Places]:
        return Step(
            STEP,
            _make_shelf(_NO_MODEL if self.english is None else _MODEL),
            self._place,
            _make_key,
            encode_json,
            _decode,
            _BATCH,
        )

    def _place(self, asked: Sequence[Asked]) -> list[Places]:
        texts, languages = [text for text, _ in asked], [language for _, language in asked]
        found = list_phrases(texts, languages, self.english, QUIET)
        return [tuple(phrase.places for phrase in phrases) for phrases in found]


def list_phrase_shelves() -> list[Shelf]:
    """List where phrases may be kept, with the English model and without: one of the two is in use."""
    return [_make_shelf(version) for version in (_NO_MODEL, _MODEL)]


def _make_shelf(version: str) -> Shelf:
    return Shelf("phrases", f"{find_version(__name__, *LIBRARIES)}\n{version}")


def _make_key(asked: Asked) -> bytes:
    """Begin with what is claimed for its owner, as a vector's does: the text up to where the model reads."""
    text, language = asked
    claimed = clean_for_model(text)
    return make_key(claimed, language, text[len(claimed) :])


def _decode(content: bytes) -> Places:
    return tuple(tuple((int(start), int(end)) for start, end in words) for words in decode_json(content))
