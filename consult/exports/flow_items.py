"""What a response holds in reading order: the values that writers of files without Word's styles take."""

from dataclasses import dataclass

from consult.exports.directions import close_directions
from consult.exports.noting import Note, Runs, read_words
from consult.exports.word_xml import clean_text

CONTENTS_LEVELS = (1, 2)


@dataclass(frozen=True)
class Title:
    """A heading; number counts headings from 1."""

    number: int
    level: int
    text: str


@dataclass(frozen=True)
class Passage:
    runs: Runs

    @property
    def text(self) -> str:
        """What is read above the line."""
        return read_words(self.runs)


@dataclass(frozen=True)
class Points:
    items: tuple[Runs, ...]


@dataclass(frozen=True)
class Figures:
    """A table, counted from 1. numeric: which columns hold numbers. note: source and base, or empty."""

    number: int
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    note: str


@dataclass(frozen=True)
class Words:
    """Words as given, within the marks of their direction. language: a tag, "und" where nobody knows."""

    text: str
    language: str
    rtl: bool
    marks: tuple[str, str]

    @property
    def marked(self) -> str:
        """The words between their marks."""
        return f"{self.marks[0]}{self.text}{self.marks[1]}"


@dataclass(frozen=True)
class Quoted:
    """A quotation: what leads in, the words, their translation if there is one, and whose they are."""

    lead: str
    words: tuple[Words, ...]
    source: str


Item = Title | Passage | Points | Figures | Quoted


def list_contents(items: list[Item]) -> list[Title]:
    """List the headings that contents show."""
    return [one for one in items if isinstance(one, Title) and one.level in CONTENTS_LEVELS]


def list_notes(items: list[Item]) -> list[Note]:
    """List the footnotes of a response in their order."""
    passages = [one.runs for one in items if isinstance(one, Passage)]
    points = [runs for one in items if isinstance(one, Points) for runs in one.items]
    every = [run for runs in (*passages, *points) for run in runs if isinstance(run, Note)]
    return sorted(every, key=lambda one: one.number)


def settle(text: str) -> str:
    """Make a text that any file can hold and that ends what it opens."""
    return close_directions(clean_text(text))
