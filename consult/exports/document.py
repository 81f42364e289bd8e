"""A response as it is written to a file: loaded values, with every quotation's words filled in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from analysis.drafting.blocks import BulletList, Heading, Paragraph, StatementReference, Table


@dataclass(frozen=True)
class Translation:
    """made_by: who or what made it, as it is to be shown."""

    words: str
    language: str
    made_by: str
    rtl: bool = False


@dataclass(frozen=True)
class QuotedWords:
    """A quotation with its words as given, filled in at the moment of use.

    lead: what leads in to it, so that nobody takes it for support of what stands above; empty where nothing.
    """

    id: str
    words: str
    language: str
    attribution: str
    rtl: bool = False
    translation: Translation | None = None
    lead: str = ""


Part = Heading | Paragraph | BulletList | Table | StatementReference | QuotedWords


@dataclass(frozen=True)
class Labels:
    """The few words the writer itself adds, in the document's language. as_of takes the date."""

    contents: str = "Contents"
    skip: str = "Skip to the text"
    table: str = "Table"
    source: str = "Source"
    base: str = "Base"
    translated_by: str = "Translation by"
    notes: str = "Notes"
    back: str = "Back to the text, from note {number}"
    as_of: str = "As the record stood on {date}"
    date_locale: str = "en_GB"


@dataclass(frozen=True)
class Picture:
    """A picture of the cover. alternative: what it shows, in words, for whoever does not see it."""

    content: bytes
    media_type: str
    alternative: str


@dataclass(frozen=True)
class Document:
    """A whole response. language: of everything but quotations that carry their own.

    Texts of paragraphs and lists may hold footnotes, as exports/noting.py writes them.

    Levels of headings start at 1 and skip none, whatever was typed: a reader's list of headings would have
    holes otherwise, and PDF/UA forbids it.
    """

    title: str
    subtitle: str
    partnership: str
    as_of: date
    parts: tuple[Part, ...]
    language: str = "en"
    labels: Labels = Labels()
    logo: Picture | None = None

    def __post_init__(self) -> None:
        """Put the levels of headings right, once for every kind of file."""
        object.__setattr__(self, "parts", tuple(_settle_levels(self.parts)))


def _settle_levels(parts: Iterable[Part]) -> Iterator[Part]:
    level = 0
    for part in parts:
        if isinstance(part, Heading):
            level = min(part.level, level + 1)
            yield part if part.level == level else replace(part, level=level)
        else:
            yield part
