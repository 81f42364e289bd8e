"""The table of contents: a field that Word updates, filled beforehand so that it reads without updating.

No update is asked for on opening, because Word then asks every reader a question. Page numbers are fields of
their own, empty until Word fills them: when the contents are updated, or the document is printed.
"""

from dataclasses import dataclass

from consult.exports.word_xml import Element, element, field, field_end, field_start, paragraph, run

LEVELS = (1, 2)
_CODE = f'TOC \\o "{LEVELS[0]}-{LEVELS[-1]}" \\h \\z \\u'


@dataclass(frozen=True)
class Entry:
    level: int
    text: str
    bookmark: str


def make_contents(entries: list[Entry], styles: dict[str, str], title: str, language: str) -> Element:
    """Make the contents as Word's own gallery does, so that "Update table" is offered above it."""
    rows = [_make_row(entry, styles, language) for entry in entries] or [paragraph(styles["toc 1"])]
    after_properties = 1
    for part in reversed(field_start(_CODE)):
        rows[0].insert(after_properties, part)
    rows[-1].append(field_end())
    gallery = element(
        "docPartObj", element("docPartGallery", val="Table of Contents"), element("docPartUnique")
    )
    head = paragraph(styles["TOC Heading"], run(title, language))
    return element("sdt", element("sdtPr", gallery), element("sdtContent", head, *rows))


def _make_row(entry: Entry, styles: dict[str, str], language: str) -> Element:
    page = field(f"PAGEREF {entry.bookmark} \\h", "", language)
    link = element("hyperlink", run(f"{entry.text}\t", language), *page, anchor=entry.bookmark, history="1")
    return paragraph(styles[f"toc {entry.level}"], link)
