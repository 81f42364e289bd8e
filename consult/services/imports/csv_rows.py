"""Rows of a CSV file: UTF-8 with or without a mark, UTF-16 with one; comma, semicolon or tab."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from analysis.cells import free_cell
from consult.errors import ImportRefused
from consult.services.imports.table_rows import Layout, Table, TableLimits, TableRow, is_blank, make_row

DELIMITERS = ",;\t"
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_START = 200


def read_csv_rows(name: str, content: bytes, limits: TableLimits, layout: Layout) -> Table:
    """Read a CSV file; the one apostrophe that guards a cell from a spreadsheet is taken away.

    Raises: ImportRefused (C701, C707, C708).
    """
    text = decode(name, content)
    csv.field_size_limit(max(csv.field_size_limit(), limits.max_bytes))
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_guess_delimiter(text, layout.header_row), strict=True
    )
    try:
        header, rows = _split(enumerate(reader, start=1), limits, layout, name)
    except csv.Error as error:
        reason = f"line {reader.line_num} is no CSV ({error})"
        raise ImportRefused("C701", name=name, reason=reason, formats="CSV or .xlsx") from error
    return Table(name, header, tuple(rows))


def decode(name: str, content: bytes) -> str:
    """Turn the bytes of a file into text. Raises: ImportRefused (C708), naming the row."""
    has_mark = content.startswith(UTF_16_MARKS) and not content.startswith(codecs.BOM_UTF32_LE)
    if not has_mark and content[:_START].count(0) > len(content[:_START]) // 4:
        raise ImportRefused("C708", name=name, row=1)  # UTF-16 without its mark, or no text at all
    encoding = "utf-16" if has_mark else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        readable = content[: error.start].decode(encoding, "replace")
        raise ImportRefused("C708", name=name, row=_count_rows(readable)) from error


def _count_rows(text: str) -> int:
    """Count the rows begun, the last one broken off; a line break inside quotes begins none."""
    try:
        return max(1, sum(1 for _ in csv.reader(io.StringIO(text + "x", newline=""), _Loose)))
    except csv.Error:
        return text.count("\n") + 1


class _Loose(csv.excel):
    strict = False


def _guess_delimiter(text: str, header_row: int) -> str:
    """Take the mark that cuts the heading into most cells; the comma where none does."""
    lines = text[:50_000].splitlines() or [""]
    heading = lines[min(header_row, len(lines)) - 1]
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([heading], delimiter=mark), [])))


def _split(
    numbered: Iterator[tuple[int, list[str]]], limits: TableLimits, layout: Layout, name: str
) -> tuple[tuple[str, ...], list[TableRow]]:
    header: tuple[str, ...] = ()
    rows: list[TableRow] = []
    for number, cells in numbered:
        if number == layout.header_row:
            header = tuple(cell.strip() for cell in cells)
            _check_size(name, "columns", len(header), limits.max_columns)
        elif number > layout.header_row and not is_blank(cells):
            rows.append(_make_row(number, cells, len(header)))
            _check_size(name, "rows", len(rows), limits.max_rows)
    return header, rows


def _check_size(name: str, what: str, found: int, most: int) -> None:
    if found > most:
        raise ImportRefused("C707", name=name, limit=f"{most:,} {what}")


def _make_row(number: int, cells: Sequence[str], width: int) -> TableRow:
    return make_row(number, [free_cell(cell) for cell in cells], width)
