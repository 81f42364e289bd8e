"""Rows of one sheet of an OpenDocument spreadsheet: saved values, and never more than the limits."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from consult.errors import CodedError, ImportRefused
from consult.services.table_rows import Layout, Table, TableLimits, TableRow, is_blank, make_row
from forms.errors import FormsError
from forms.xlsform.xlsx import check_archive

MOST_BLANK_ROWS = 1_000
"""After so many blank rows a sheet has ended: spreadsheets repeat the last one a million times."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def is_ods(content: bytes) -> bool:
    """Tell whether an archive says that it is such a spreadsheet, or a template of one."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.read("mimetype").startswith(MIMETYPE)
    except Exception:  # a damaged archive can fail in any way; whoever reads it says so
        return False


def read_ods_rows(name: str, content: bytes, limits: TableLimits, layout: Layout) -> Table:
    """Read one sheet. Raises: ImportRefused (C701, C707, C709)."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            check_archive(archive, name)
            with archive.open("content.xml") as file:
                return _read_sheets(name, file, limits, layout)
    except FormsError as error:
        raise ImportRefused("C707", name=name, limit="what a spreadsheet of figures needs") from error
    except CodedError:
        raise
    except Exception as error:  # a damaged file can make its reader fail in any way
        reason = "it is damaged, or locked with a password"
        raise ImportRefused("C701", name=name, reason=reason, formats=".ods, .xlsx or CSV") from error


def _read_sheets(name: str, file: IO[bytes], limits: TableLimits, layout: Layout) -> Table:
    titles = []
    for _, element in iterparse(file, events=("end",)):
        if element.tag == f"{_TABLE}table":
            title = element.get(f"{_TABLE}name", "")
            titles.append(title)
            if not layout.sheet or title.strip().lower() == layout.sheet.strip().lower():
                return _read_sheet(name, element, limits, layout)
            element.clear()
    raise ImportRefused("C709", name=name, sheet=layout.sheet, found=", ".join(titles) or "none")


def _read_sheet(name: str, sheet: Element, limits: TableLimits, layout: Layout) -> Table:
    header: tuple[str, ...] = ()
    rows: list[TableRow] = []
    for number, cells in _iterate_rows(sheet, limits):
        if number == layout.header_row:
            header = tuple(cell.strip() for cell in cells)
            while header and not header[-1]:
                header = header[:-1]
            _check_size(name, "columns", len(header), limits.max_columns)
        elif number > layout.header_row and not is_blank(cells):
            rows.append(make_row(number, cells, len(header)))
            _check_size(name, "rows", len(rows), limits.max_rows)
    return Table(name, header, tuple(rows))


def _iterate_rows(sheet: Element, limits: TableLimits) -> Iterator[tuple[int, list[str]]]:
    number, blank = 0, 0
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells = _list_cells(row, limits.max_columns + 1)
        for _ in range(_count_repeats(row, "rows")):
            number += 1
            blank = blank + 1 if is_blank(cells) else 0
            if blank > MOST_BLANK_ROWS or number > limits.max_rows + MOST_BLANK_ROWS:
                return
            yield number, cells


def _list_cells(row: Element, most: int) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag in _CELLS:
            repeats = min(_count_repeats(cell, "columns"), most - len(cells))
            cells += [_write(cell)] * repeats
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _count_repeats(element: Element, what: str) -> int:
    given = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(given) if given.isdecimal() else 1


def _write(cell: Element) -> str:
    """The value as it was saved: a number in digits only, a date as YYYY-MM-DD, else the text."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00")
    if kind in {"float", "percentage", "currency"}:
        return cell.get(f"{_OFFICE}value", "").removesuffix(".0")
    return "\n".join("".join(line.itertext()) for line in cell.iter(f"{_TEXT}p"))


def _check_size(name: str, what: str, found: int, most: int) -> None:
    if found > most:
        raise ImportRefused("C707", name=name, limit=f"{most:,} {what}")
