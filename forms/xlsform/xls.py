"""Reading the older .xls files."""

from io import StringIO
from typing import Any

import xlrd

from forms.xlsform.sheets import Book, Cell, Remark, Sheet, make_cell, make_sheet, pick_sheets


def read_xls(data: bytes) -> Book:
    """Return the sheets of an .xls file; of a formula its saved result, which cannot be told apart here."""
    book = xlrd.open_workbook(file_contents=data, logfile=StringIO(), on_demand=True, ragged_rows=True)
    try:
        names = book.sheet_names()
        sheets = [_read_sheet(book.sheet_by_name(name), book.datemode) for name in pick_sheets(names)]
    finally:
        book.release_resources()
    return Book(tuple(sheets), tuple(names))


def _read_sheet(sheet: Any, datemode: int) -> Sheet:
    rows = (sheet.row(place) for place in range(sheet.nrows))
    return make_sheet(sheet.name, rows, lambda cell: _read_cell(cell, datemode))


def _read_cell(cell: Any, datemode: int) -> Cell:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return make_cell(None, Remark("F210", {"found": xlrd.error_text_from_code.get(cell.value, "#?")}))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return make_cell(xlrd.xldate_as_datetime(cell.value, datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return make_cell(bool(cell.value))
    return make_cell(cell.value)
