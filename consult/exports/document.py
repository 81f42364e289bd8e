"""A response as it is written to a file: loaded values, with every quotation's words filled in."""

from dataclasses import dataclass
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
    table: str = "Table"
    source: str = "Source"
    base: str = "Base"
    translated_by: str = "Translation by"
    as_of: str = "As the record stood on {date}"
    date_locale: str = "en_GB"


@dataclass(frozen=True)
class Document:
    """A whole response. language: of everything but quotations that carry their own."""

    title: str
    subtitle: str
    partnership: str
    as_of: date
    parts: tuple[Part, ...]
    language: str = "en"
    labels: Labels = Labels()
