"""Any text in a table or a Word file: there when it is read back, never run, never read as markup."""

import csv
import io
import tempfile
import zipfile
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from analysis.cells import FORMULA_STARTS, free_cell
from analysis.drafting.blocks import Heading, Paragraph, Table
from consult.exports.document import QuotedWords
from consult.exports.tables import write_table
from consult.exports.word import make_word
from consult.exports.word_xml import clean_text
from tests.unit.analysis.hostile_texts import any_text
from tests.unit.analysis.item_frames import steady
from tests.unit.exports.word_sample import find_all, make_document, open_word, read_everything

FEW = settings(steady, max_examples=10)
any_rows = st.lists(any_text, min_size=1, max_size=6)


def write(name: str, texts: list[str]) -> bytes:
    """Write texts as a table of one column beside their numbers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_table(path, ("id", "words"), list(enumerate(texts)))
        return path.read_bytes()


def without_surrogates(text: str) -> str:
    """What UTF-8 can hold of a text."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


@given(any_rows)
@FEW
def test_csv__of_any_texts__gives_them_back_and_runs_none(texts: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(write("t.csv", texts).decode("utf-8"), newline="")))
    assert [free_cell(row[1]) for row in rows[1:]] == [without_surrogates(text) for text in texts]
    assert not any(row[1].startswith(tuple(FORMULA_STARTS)) for row in rows)


@given(any_rows)
@FEW
def test_xlsx__of_any_texts__holds_text_alone(texts: list[str]) -> None:
    content = write("t.xlsx", texts)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [unescape(cell.value or "") for cell in cells] == [without_surrogates(text) for text in texts]
    assert {cell.data_type for cell in cells if cell.value} <= {"s"}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        raw = package.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in raw and b"hyperlink" not in raw


@given(any_rows)
@FEW
def test_word__of_any_texts__holds_them_as_words(texts: list[str]) -> None:
    parts = [Heading("h", 1, "Words"), *(Paragraph(f"p{n}", text) for n, text in enumerate(texts))]
    quoted = [QuotedWords(f"q{n}", text, "en", text) for n, text in enumerate(texts)]
    table = Table("t", texts[0], ("Words", texts[0]), tuple((text, text) for text in texts), "", "")
    plain = make_word(make_document(Heading("h", 1, "Words"), Paragraph("p", "plain")))
    content = make_word(make_document(*parts, *quoted, table))
    shown = [one.text for one in open_word(content).paragraphs]
    assert all(clean_text(text) in "\n".join(shown) for text in texts if text.strip())
    for path in ("//w:hyperlink", "//w:object", "//w:altChunk", "//w:drawing"):
        assert len(find_all(content, path)) <= len(find_all(plain, path))
    assert 'TargetMode="External"' not in read_everything(content)
