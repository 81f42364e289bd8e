"""Rows of one sheet of an OpenDocument spreadsheet: saved values, and never more than the limits."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from consult.errors import CodedError, ImportRefused
from consult.services.imports.ods_cells import OdsRow, count_repeats, read_row
from consult.services.imports.table_rows import (
    MOST_BLANK_ROWS,
    Layout,
    Table,
    TableLimits,
    TableRow,
    check_size,
    make_row,
)
from forms.errors import FormsError
from forms.xlsform.xlsx import check_archive

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def is_ods(content: bytes) -> bool:
    """Tell whether an archive says that it is such a spreadsheet, or a template of one."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open("mimetype") as file:
            return file.read(len(MIMETYPE)) == MIMETYPE  # no more of it: nobody has looked at its size yet
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
    for number, row in _iterate_rows(name, sheet, limits):
        if number == layout.header_row:
            header = tuple(cell.strip() for cell in row.cells)
            while header and not header[-1]:
                header = header[:-1]
            check_size(name, "columns", len(header), limits.max_columns)
        elif number > layout.header_row and not row.is_unused:
            rows.append(make_row(number, row.cells, len(header), row.find_fault(number, len(header))))
            check_size(name, "rows", len(rows), limits.max_rows)
    return Table(name, header, tuple(rows))


def _iterate_rows(name: str, sheet: Element, limits: TableLimits) -> Iterator[tuple[int, OdsRow]]:
    number, blank = 0, 0
    for element in sheet.iter(f"{_TABLE}table-row"):
        row = read_row(element, limits.max_columns + 1)
        for _ in range(count_repeats(element, "rows")):
            number += 1
            blank = blank + 1 if row.is_unused else 0
            if blank > MOST_BLANK_ROWS:
                return
            if not blank and number > limits.max_rows + MOST_BLANK_ROWS:
                check_size(name, "rows", number, limits.max_rows)
            yield number, row
