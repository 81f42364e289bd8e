"""Reading .csv files in either of two layouts, or as a folder.

One sheet: the first row holds the headers of the survey, one of which is "type".
Several sheets, as other XLSForm programs do: a row with the name of a sheet in its first column starts
that sheet; from there on the first column is blank, and the first row with anything else holds the headers.
Folder: survey.csv, choices.csv and settings.csv, each with its headers in the first row.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator

from forms.errors import FormsError
from forms.xlsform.sheets import SHEETS, Book, Row, Sheet, make_cell, make_sheet, pick_sheets

_DELIMITERS = ",;\t"
_LONGEST_CELL = 100_000
_LONGEST_NAME = 60


def read_csv(data: bytes, name: str) -> Book:
    """Return the sheets of a CSV file in UTF-8, or in UTF-16 with its mark. Raises: F106, F114."""
    sheets = tuple(_split(read_table(data, "survey", name)))
    names = [sheet.name for sheet in sheets]
    picked = pick_sheets(names)
    return Book(tuple(sheet for sheet in sheets if sheet.name in picked), tuple(names))


def read_table(data: bytes, sheet_name: str, name: str) -> Sheet:
    """Return a CSV file as one sheet, whatever is in it. Raises: F106, F114."""
    text = _decode(data, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_guess_delimiter(text), strict=True)
    try:
        return make_sheet(sheet_name, _refuse_long_cells(reader), make_cell)
    except csv.Error as error:
        raise FormsError("F114", name=name, line=reader.line_num, why=error) from error


def _refuse_long_cells(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Refuse a cell longer than any label; the csv module's own limit is the whole process's."""
    for row in rows:
        if any(len(cell) > _LONGEST_CELL for cell in row):
            raise csv.Error(f"a cell is longer than {_LONGEST_CELL:,} characters")
        yield row


def _decode(data: bytes, name: str) -> str:
    if data.startswith(codecs.BOM_UTF32_LE):  # begins as UTF-16 does
        raise FormsError("F106", name=name, line=1)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FormsError("F106", name=name, line=line) from error


def _guess_delimiter(text: str) -> str:
    start = text[:5000]
    return max(_DELIMITERS, key=start.count)


def _split(table: Sheet) -> Iterator[Sheet]:
    if not table.rows or _is_header(table.rows[0]):
        yield table
        return
    name, rows = "", list[Row]()
    for row in table.rows:
        if row.cell(0).text:
            yield from _close(name, rows)
            name, rows = row.cell(0).text[:_LONGEST_NAME], []
        if len(row.cells) > 1:
            rows.append(Row(row.number, row.cells[1:]))
    yield from _close(name, rows)


def _is_header(row: Row) -> bool:
    texts = [cell.text.lower() for cell in row.cells]
    return "type" in texts and texts[0] not in SHEETS


def _close(name: str, rows: list[Row]) -> Iterator[Sheet]:
    if name or rows:
        yield Sheet(name or "?", tuple(rows))
