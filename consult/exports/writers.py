"""Every form in which a response can be written, by the ending of the file's name.

The command line and the pages share this table: a new form is one row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from consult.errors import ExportRefused
from consult.exports.document import Document, Picture
from consult.exports.markdown import MARKDOWN_TYPE, make_markdown
from consult.exports.odt import ODT_TYPE, make_odt
from consult.exports.pdf import PDF_TYPE, make_pdf
from consult.exports.web_page import PAGE_TYPE, make_page
from consult.exports.word import WORD_TYPE, make_word
from consult.exports.word_place import find_template
from consult.region_logo import Logo, find_logo


@dataclass(frozen=True)
class Means:
    """What a writer may need beside the document.

    template: of Word, a region's own; None: the product's. fonts: their folder for PDF; None: the system's.
    """

    template: Path | None = None
    fonts: Path | None = None
    logo: Logo | None = None

    def dress(self, document: Document) -> Document:
        """Give a document the region's logo; in Word the region's own template has it."""
        if self.logo is None:
            return document
        alternative = f"Logo of {document.partnership}"
        return replace(document, logo=Picture(self.logo.content, self.logo.media_type, alternative))


@dataclass(frozen=True)
class Writer:
    """ending: with its dot. name: as a person reads it, after "as" ("as a Word file")."""

    ending: str
    name: str
    media_type: str
    make: Callable[[Document, Means], bytes]


WRITERS: dict[str, Writer] = {
    writer.ending: writer
    for writer in (
        Writer(
            ".docx",
            "a Word file",
            WORD_TYPE,
            lambda document, means: make_word(document, template=means.template),
        ),
        Writer(
            ".pdf",
            "a PDF",
            PDF_TYPE,
            lambda document, means: make_pdf(means.dress(document), fonts=means.fonts),
        ),
        Writer(
            ".odt", "OpenDocument text", ODT_TYPE, lambda document, means: make_odt(means.dress(document))
        ),
        Writer(".html", "a web page", PAGE_TYPE, lambda document, means: make_page(means.dress(document))),
        Writer(".md", "Markdown", MARKDOWN_TYPE, lambda document, _: make_markdown(document)),
    )
}


def require_writer(ending: str) -> Writer:
    """Find what writes files of an ending (".docx", in capitals too). Raises: ExportRefused (C808)."""
    writer = WRITERS.get(ending.lower())
    if writer is None:
        raise ExportRefused("C808", ending=ending or "a file without ending", endings=", ".join(WRITERS))
    return writer


def find_means(settings: Mapping[str, Any], *, template: Path | None = None) -> Means:
    """Find what an installation has for its writers. template: one that is named for this file."""
    fonts = str(settings["PDF_FONTS"])
    return Means(template or find_template(settings), Path(fonts) if fonts else None, find_logo(settings))
