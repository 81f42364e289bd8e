"""What stands before the text of a response: whose it is, its title, how far it is, and of which day."""

from dataclasses import dataclass

from babel.dates import format_date

from consult.exports.document import Document
from consult.exports.flow_items import settle


@dataclass(frozen=True)
class Cover:
    partnership: str
    title: str
    subtitle: str
    as_of: str


def make_cover(document: Document) -> Cover:
    """Make the texts of the cover, in the document's language."""
    labels = document.labels
    day = format_date(document.as_of, "d MMMM y", locale=labels.date_locale)
    return Cover(
        partnership=settle(document.partnership),
        title=settle(document.title),
        subtitle=settle(document.subtitle),
        as_of=labels.as_of.format(date=day),
    )
