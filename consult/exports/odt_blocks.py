"""The body of a response as OpenDocument: headings, passages, lists, tables and quotations."""

from collections.abc import Iterator

from consult.exports.cover import Cover
from consult.exports.flow_items import Figures, Item, Passage, Points, Quoted, Title, Words
from consult.exports.noting import Note, Runs
from consult.exports.odt_languages import Languages
from consult.exports.odt_styles import BULLETS, name_style
from consult.exports.odt_tables import TableWriter
from consult.exports.odt_xml import Element, element, write_text


class BodyWriter:
    """Makes the elements of items; afterwards it knows which styles they need."""

    def __init__(self) -> None:
        self._languages, self._tables = Languages(), TableWriter()

    def write(self, item: Item) -> Iterator[Element]:
        """Make the elements of one item, in order."""
        match item:
            case Title():
                yield _make_heading(item)
            case Passage():
                yield make_noted_paragraph("Normal", item.runs)
            case Points():
                items = [
                    element("text:list-item", None, make_noted_paragraph("List Bullet", one))
                    for one in item.items
                ]
                yield element("text:list", {"text:style-name": BULLETS}, *items)
            case Figures():
                yield make_paragraph("caption", item.caption)
                yield self._tables.write(item)
                yield make_paragraph("Table Note", item.note)
            case Quoted():
                yield from self._write_quoted(item)

    def list_styles(self) -> list[Element]:
        """The styles that what was written needs beside those of every response."""
        return [*self._tables.list_styles(), *self._languages.list_styles()]

    def _write_quoted(self, item: Quoted) -> Iterator[Element]:
        if item.lead:
            yield make_paragraph("Normal", item.lead)
        yield from map(self._write_words, item.words)
        yield make_paragraph("Quote Source", item.source)

    def _write_words(self, words: Words) -> Element:
        span = element(
            "text:span", {"text:style-name": self._languages.find_text_style(words)}, text=words.marked
        )
        style = self._languages.find_paragraph_style(words, name_style("Quote"))
        return element("text:p", {"text:style-name": style}, span)


def make_cover_paragraphs(cover: Cover) -> list[Element]:
    """Make the first page."""
    styled = {
        "Cover Partnership": cover.partnership,
        "Title": cover.title,
        "Subtitle": cover.subtitle,
        "Cover Date": cover.as_of,
    }
    return [make_paragraph(style, text) for style, text in styled.items()]


def make_paragraph(style: str, text: str) -> Element:
    """Make a paragraph in a style of Word's table."""
    return element("text:p", {"text:style-name": name_style(style)}, text=text)


def make_noted_paragraph(style: str, runs: Runs) -> Element:
    """Make a paragraph with its footnotes where they are referred to."""
    made = make_paragraph(style, "")
    for run in runs:
        if isinstance(run, str):
            write_text(made, run)
        else:
            made.append(_make_note(run))
    return made


def _make_note(note: Note) -> Element:
    citation = element("text:note-citation", text=str(note.number))
    body = element("text:note-body", None, make_paragraph("footnote text", note.text))
    return element(
        "text:note", {"text:id": f"ftn{note.number}", "text:note-class": "footnote"}, citation, body
    )


def _make_heading(item: Title) -> Element:
    style, mark = name_style(f"heading {item.level}"), {"text:name": f"h{item.number}"}
    made = element("text:h", {"text:style-name": style, "text:outline-level": str(item.level)})
    made.append(element("text:bookmark-start", mark))
    made.append(element("text:span", None, text=item.text))
    made.append(element("text:bookmark-end", mark))
    return made
