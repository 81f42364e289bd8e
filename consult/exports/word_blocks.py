"""The body of a response: its parts as paragraphs, tables and quotations, with languages tagged."""

from collections.abc import Callable
from typing import Any

from analysis.drafting.blocks import BulletList, Heading, Paragraph, StatementReference, Table
from consult.exports.directions import close_directions
from consult.exports.document import Document, Part, QuotedWords
from consult.exports.noting import split_notes
from consult.exports.word_contents import LEVELS, Entry
from consult.exports.word_notes import make_reference
from consult.exports.word_tables import make_caption, make_note, make_table
from consult.exports.word_xml import Element, bookmarked, element, paragraph, run

_LTR_MARKS, _RTL_MARKS = ("“", "”"), ("«", "»")


class BodyWriter:
    """Writes parts in order. styles: style names to ids of the template; width of the text, in twips.

    first_note: the number of the first footnote in the file.
    """

    def __init__(self, document: Document, styles: dict[str, str], width: int, first_note: int = 1) -> None:
        self._document, self._styles, self._width = document, styles, width
        self._language = document.language
        self._tables, self._first_note = 0, first_note
        self.notes: list[str] = []
        self.entries: list[Entry] = []
        self.elements: list[Element] = []

    def write(self, part: Part) -> None:
        """Write one part after what is there."""
        writers: dict[type[Any], Callable[[Any], None]] = {
            Heading: self._write_heading,
            Paragraph: self._write_paragraph,
            BulletList: self._write_bullets,
            Table: self._write_table,
            StatementReference: self._write_statement,
            QuotedWords: self._write_quotation,
        }
        writers[type(part)](part)

    def _write_heading(self, part: Heading) -> None:
        name = f"_Toc{len(self.entries) + 1:08d}"
        marked = bookmarked(name, len(self.entries) + 1, self._run(part.text))
        self._add(f"heading {part.level}", *marked)
        self.entries.append(Entry(part.level, part.text, name))

    def list_contents(self) -> list[Entry]:
        """List the headings that the contents show."""
        return [entry for entry in self.entries if entry.level in LEVELS]

    def _write_paragraph(self, part: Paragraph) -> None:
        self._add("Normal", *self._runs(part.text))

    def _write_bullets(self, part: BulletList) -> None:
        for item in part.items:
            self._add("List Bullet", *self._runs(item))

    def _write_statement(self, part: StatementReference) -> None:
        text = self._runs(part.text)
        if part.place == "continues" and self.elements and self.elements[-1].tag.endswith("}p"):
            self.elements[-1].extend([run(" ", self._language), *text])
        else:
            self._add("List Bullet" if part.place == "bullet" else "Normal", *text)

    def _write_table(self, part: Table) -> None:
        self._tables += 1
        styles, labels, language = self._styles, self._document.labels, self._language
        self.elements.append(make_caption(part, self._tables, styles, labels, language))
        self.elements.append(make_table(part, styles, self._width, language))
        self.elements.append(make_note(part, styles, labels, language))

    def _write_quotation(self, part: QuotedWords) -> None:
        """Write the words as given in a run of their own, a translation under them, then whose they are.

        What leads in to them stays on their page.
        """
        if part.lead:
            self._add("Normal", self._run(part.lead), properties=(element("keepNext"),))
        self._write_words(part.words, part.language, rtl=part.rtl)
        told = part.attribution
        if part.translation:
            made = part.translation
            self._write_words(made.words, made.language, rtl=made.rtl)
            by = f"{self._document.labels.translated_by} {made.made_by}"
            told = f"{told}. {by}" if told else by
        self._add("Quote Source", self._run(f"— {told}" if told else ""))

    def _write_words(self, words: str, language: str, *, rtl: bool) -> None:
        start, end = _RTL_MARKS if rtl else _LTR_MARKS
        runs = [run(text, language, rtl=rtl) for text in (start, close_directions(words), end)]
        properties = (element("keepNext"), *([element("bidi")] if rtl else []))
        self._add("Quote", *runs, properties=properties)

    def _runs(self, text: str) -> list[Element]:
        """A text with its footnotes where they are referred to."""
        made = []
        for piece, is_note in split_notes(text):
            if is_note:
                self.notes.append(piece)
                made.append(make_reference(self._first_note + len(self.notes) - 1))
            else:
                made.append(self._run(piece))
        return made

    def _run(self, text: str) -> Element:
        """A run in the document's own language, which turns nothing that comes after it."""
        return run(close_directions(text), self._language)

    def _add(self, style: str, *children: Element, properties: tuple[Element, ...] = ()) -> None:
        self.elements.append(paragraph(self._styles[style], *children, properties=properties))
