"""A response in reading order, as files without Word's styles need it: passages, lists, numbered tables.

Statements that continue a passage are joined to it, items that follow each other are one list, and headings
and tables have their numbers. All texts are such that XML can hold them.
"""

from collections.abc import Iterator

from analysis.drafting.blocks import BulletList, Heading, Paragraph, StatementReference, Table
from consult.exports.document import Document, Part, QuotedWords
from consult.exports.flow_items import Figures, Item, Passage, Points, Quoted, Title, Words, settle
from consult.exports.noting import Note, Run, Runs, split_notes
from consult.exports.word_table_layout import find_numeric

_LTR_MARKS, _RTL_MARKS = ("“", "”"), ("«", "»")


def list_items(document: Document) -> list[Item]:
    """List what a document holds in reading order."""
    return list(_Flow(document).read())


class _Flow:
    """Reads parts one after the other; what may still grow waits until something else comes."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headings = self._tables = self._notes = 0
        self._waiting: list[Runs] = []
        self._in_list = False

    def read(self) -> Iterator[Item]:
        for part in self._document.parts:
            for text, place in _list_texts(part):
                yield from self._take(self._read_runs(text), place)
            if not isinstance(part, Paragraph | BulletList | StatementReference):
                yield from self._end()
                yield self._make(part)
        yield from self._end()

    def _read_runs(self, text: str) -> Runs:
        """Number the footnotes of a text."""
        runs: list[Run] = []
        for piece, is_note in split_notes(text):
            self._notes += is_note
            runs.append(Note(self._notes, settle(piece)) if is_note else settle(piece))
        return tuple(runs)

    def _take(self, runs: Runs, place: str) -> Iterator[Item]:
        """Take a text in. place: of analysis.drafting.blocks.PLACES."""
        if place == "continues" and self._waiting:
            self._waiting[-1] = _join(self._waiting[-1], (" ", *runs))
            return
        in_list = place == "bullet"
        if not (in_list and self._in_list):
            yield from self._end()
        self._waiting.append(runs)
        self._in_list = in_list

    def _end(self) -> Iterator[Item]:
        if self._waiting:
            yield Points(tuple(self._waiting)) if self._in_list else Passage(self._waiting[0])
        self._waiting, self._in_list = [], False

    def _make(self, part: Part) -> Item:
        if isinstance(part, Heading):
            self._headings += 1
            return Title(self._headings, part.level, settle(part.text))
        if isinstance(part, Table):
            self._tables += 1
            return self._make_figures(part)
        assert isinstance(part, QuotedWords)
        return self._make_quoted(part)

    def _make_figures(self, table: Table) -> Figures:
        labels = self._document.labels
        said = [(labels.source, table.source), (labels.base, table.base)]
        note = ". ".join(f"{name}: {settle(text)}" for name, text in said if text)
        return Figures(
            self._tables,
            f"{labels.table} {self._tables}: {settle(table.caption)}",
            tuple(map(settle, table.columns)),
            tuple(tuple(map(settle, row)) for row in table.rows),
            find_numeric(table),
            f"{note}." if note else "",
        )

    def _make_quoted(self, part: QuotedWords) -> Quoted:
        words, source = [_make_words(part.words, part.language, rtl=part.rtl)], settle(part.attribution)
        if part.translation:
            made = part.translation
            words.append(_make_words(made.words, made.language, rtl=made.rtl))
            by = f"{self._document.labels.translated_by} {settle(made.made_by)}"
            source = f"{source}. {by}" if source else by
        return Quoted(settle(part.lead), tuple(words), f"— {source}" if source else "")


def _join(before: Runs, after: Runs) -> Runs:
    """Put runs together, words that meet in one run."""
    joined = list(before)
    for run in after:
        if joined and isinstance(run, str) and isinstance(joined[-1], str):
            joined[-1] += run
        else:
            joined.append(run)
    return tuple(joined)


def _make_words(words: str, language: str, *, rtl: bool) -> Words:
    return Words(settle(words), language or "und", rtl, _RTL_MARKS if rtl else _LTR_MARKS)


def _list_texts(part: Part) -> Iterator[tuple[str, str]]:
    """List the texts of a part that make passages or lists, each with its place."""
    if isinstance(part, Paragraph):
        yield part.text, "paragraph"
    elif isinstance(part, BulletList):
        yield from ((item, "bullet") for item in part.items)
    elif isinstance(part, StatementReference):
        yield part.text, part.place
