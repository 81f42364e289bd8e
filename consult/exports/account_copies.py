"""A copy of an experience as a Word file: numbered passages, and on every page whose copy it is."""

import io

import docx
from babel.dates import format_date
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import _Cell as Cell

from consult.exports.document import Document
from consult.exports.packing import repack
from consult.exports.word_privacy import describe, remove_traces
from consult.exports.word_xml import Element, clean_text, element, run
from consult.services.copies.copy_orders import ID_LABEL, Copy, CopyText
from consult.vocabulary import LANGUAGES

ENGLISH = "en"
TITLE = "Copy of an experience"
NUMBER_CM, TEXT_CM = 1.4, 11.5
WHAT_IT_IS = (
    "Somebody told this in confidence. Personal data was replaced by words in brackets. Show it to nobody. "
    "Put it into no program or service on the internet. Delete it and all copies when its day is over or "
    "you are asked to."
)
HOW_TO_TRANSLATE = (
    "Translate each passage into {language} in the last column. Keep the numbers, the middle column and the "
    "words in brackets as they are. Leave nothing out and add nothing. Then give this file back."
)


def make_copy_file(copy: Copy, partnership: str) -> bytes:
    """The bytes of a copy; the same copy gives the same bytes."""
    file = docx.Document()
    _turn(file)
    said = say_whose(copy)
    _write(file.sections[0].header.paragraphs[0]._p, said, ENGLISH)
    _write(file.sections[0].footer.paragraphs[0]._p, said, ENGLISH)
    file.add_heading(TITLE, level=1)
    for words in (said, f"{ID_LABEL}: {copy.id}", WHAT_IT_IS, _say_task(copy)):
        if words:
            _write(file.add_paragraph()._p, words, ENGLISH)
    for text in copy.texts:
        _write_text(file, text, copy)
    describe(file, Document(TITLE, f"Copy {copy.number}", partnership, copy.made_on, ()))
    remove_traces(file)
    made = io.BytesIO()
    file.save(made)
    return repack(made.getvalue())


def say_whose(copy: Copy) -> str:
    """What stands on every page."""
    day = format_date(copy.until_on, "d MMMM y", locale="en_GB")
    return clean_text(f"Copy {copy.number}, for {copy.name}, until {day}, do not pass on")


def _say_task(copy: Copy) -> str:
    return HOW_TO_TRANSLATE.format(language=copy.into_words) if copy.into else ""


def _turn(file: WordDocument) -> None:
    page = file.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(2)


def _write_text(file: WordDocument, text: CopyText, copy: Copy) -> None:
    _write(file.add_heading("", level=2)._p, *text.label)
    columns = ("No.", "What they said", *([f"Translation: {copy.into_words}"] if copy.into else []))
    table = file.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    for cell, words in zip(table.rows[0].cells, columns, strict=True):
        _fill(cell, words, ENGLISH)
    for one in text.passages:
        cells = table.add_row().cells
        _fill(cells[0], str(one.number), ENGLISH)
        _fill(cells[1], one.source.words, text.language)
        if copy.into:
            _fill(cells[2], "", copy.into)
    for row in table.rows:
        for place, cell in enumerate(row.cells):
            cell.width = Cm(TEXT_CM if place else NUMBER_CM)


def _fill(cell: Cell, words: str, language: str) -> None:
    _write(cell.paragraphs[0]._p, words, language)


def _write(paragraph: Element, words: str, language: str) -> None:
    """Put words in their language into a paragraph, right to left where that is how it is read."""
    known = LANGUAGES.get(language)
    is_rtl = known is not None and known.direction == "rtl"
    if is_rtl:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            properties = element("pPr")
            paragraph.insert(0, properties)
        properties.append(element("bidi"))
    if words:
        paragraph.append(run(words, language, rtl=is_rtl))
