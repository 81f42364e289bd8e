"""For whom a copy of an account is made, and what is in it: values, for the services and the file."""

from dataclasses import dataclass, field
from datetime import date

from consult.services.translations.translation_payloads import Source
from consult.vocabulary import LANGUAGES
from forms.answers import Shown

ID_LABEL = "Copy ID"
"""Before the id on the copy's first page, by which a file that comes back is known."""


@dataclass(frozen=True)
class Order:
    """Who gets a copy, until when.

    language: into which it is to be translated; empty where it is shared, and then `recipient` is the key of
    whom the person allowed. also_called: other names of the same. is_confirmed: somebody answers for the
    reader, that this is none of those whom the person keeps away.
    """

    name: str
    until_on: date
    address: str = ""
    language: str = ""
    recipient: str = ""
    also_called: tuple[str, ...] = ()
    is_confirmed: bool = False


@dataclass(frozen=True)
class NumberedPassage:
    """One row of a copy; numbers go through all answers."""

    number: int
    question_id: str
    source: Source = field(repr=False)


@dataclass(frozen=True)
class CopyText:
    """One answer: what was asked, and its passages."""

    label: Shown
    language: str
    passages: tuple[NumberedPassage, ...] = field(repr=False)


@dataclass(frozen=True)
class Copy:
    """A copy as it is written to a file. into: the language to translate into; empty to share it."""

    id: str
    file_id: str
    number: int
    name: str
    until_on: date
    made_on: date
    into: str
    texts: tuple[CopyText, ...] = field(repr=False)

    @property
    def into_words(self) -> str:
        """That language in English."""
        known = LANGUAGES.get(self.into)
        return known.english_name if known else self.into
