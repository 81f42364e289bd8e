"""XLSX with text as text: no formulas, no links, the quote prefix where a cell looks like a formula."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.cells import FORMULA_STARTS
from consult.errors import ExportRefused
from consult.exports.packing import FIXED_TIME, repack

MAX_CELL_CHARACTERS = 32_767
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
Row = Sequence[str | int | float]
Sheet = tuple[Sequence[str], Sequence[Row]]
"""The columns of a sheet, and its rows."""

_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDTH_CHARACTERS = (10, 48)


def write_xlsx(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Write one sheet with a heading row that stays in view; the same input gives the same bytes.

    Raises: ExportRefused (C803 a cell too long, C804 too many rows or columns).
    """
    return write_workbook({"Table": (columns, rows)})


def write_workbook(sheets: Mapping[str, Sheet]) -> bytes:
    """Write sheets by their names, each as `write_xlsx` does. Raises: ExportRefused (C803, C804)."""
    for columns, rows in sheets.values():
        _refuse_too_big(columns, rows)
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _PLAIN) as book:
        book.set_properties({"created": datetime(*FIXED_TIME, tzinfo=UTC)})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        guarded = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        for name, (columns, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            _write_row(sheet, 0, columns, (head, head))
            for number, row in enumerate(rows, start=1):
                _write_row(sheet, number, row, (body, guarded))
            _arrange(sheet, columns, rows)
    return repack(made.getvalue())


def _write_row(sheet: Worksheet, number: int, row: Row, formats: tuple[Format, Format]) -> None:
    plain, guarded = formats
    for place, value in enumerate(row):
        if isinstance(value, str):
            text = _SURROGATE.sub("\ufffd", value)
            sheet.write_string(number, place, text, guarded if text[:1] in tuple(FORMULA_STARTS) else plain)
        else:
            sheet.write_number(number, place, value, plain)


def _arrange(sheet: Worksheet, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Keep the heading in view, offer filters, and give each column room for its first rows."""
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    least, most = _WIDTH_CHARACTERS
    for place, name in enumerate(columns):
        longest = max([len(name), *(len(str(row[place])) for row in rows[:100])])
        sheet.set_column(place, place, min(max(longest + 2, least), most))


def _refuse_too_big(columns: Sequence[str], rows: Sequence[Row]) -> None:
    for what, found, limit in (("rows", len(rows) + 1, MAX_ROWS), ("columns", len(columns), MAX_COLUMNS)):
        if found > limit:
            raise ExportRefused("C804", found=found, what=what, limit=limit)
    for number, row in enumerate(rows, start=1):
        for name, value in zip(columns, row, strict=True):
            _refuse_too_long(number, name, value)


def _refuse_too_long(number: int, name: str, value: str | int | float) -> None:
    if isinstance(value, str) and len(value) > MAX_CELL_CHARACTERS:
        raise ExportRefused("C803", row=number, column=name, length=len(value), limit=MAX_CELL_CHARACTERS)
