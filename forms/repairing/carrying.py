"""The sheets of a file as one short text, to be held by a page until somebody says what is to be repaired."""

import base64
import json
import zlib
from typing import Any

from forms.errors import FormsError
from forms.xlsform.problems import Problem, Severity
from forms.xlsform.reader import Opened
from forms.xlsform.sheets import MOST_COLUMNS, MOST_ROWS, Book, Cell, Remark, Row, Sheet

MOST_BYTES = 60 * 1024 * 1024
"""What may come out of a text; the largest form has less."""


def pack(record: Any) -> str:
    """Return plain lists, dicts and texts as letters, digits, “-” and “_”: the same gives the same."""
    written = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.urlsafe_b64encode(zlib.compress(written.encode("utf-8"), 6)).decode("ascii")


def unpack(text: str) -> Any:
    """Return what was packed. Raises: FormsError (F001) where it is not that."""
    try:
        opener = zlib.decompressobj()
        written = opener.decompress(base64.urlsafe_b64decode(text.encode("ascii")), MOST_BYTES)
        if opener.unconsumed_tail or not opener.eof:
            raise ValueError
        return json.loads(written)
    except (ValueError, zlib.error, RecursionError):
        raise FormsError("F001", where="the page", why="it is not complete") from None


def pack_opened(opened: Opened) -> str:
    """Return a file that was opened as one text; empty where it could not be."""
    if opened.book is None:
        return ""
    sheets = [[sheet.name, [_pack_row(row) for row in sheet.rows]] for sheet in opened.book.sheets]
    problems = [
        [one.sheet, one.row, one.column, one.code, one.message, one.remedy] for one in opened.problems
    ]
    return pack([opened.name, opened.stem, list(opened.book.names), sheets, problems])


def unpack_opened(text: str) -> Opened:
    """Return the file that was packed. Raises: FormsError (F001) where it is not one."""
    record = unpack(text)
    try:
        name, stem, names, sheets, problems = record
        book = Book(tuple(_unpack_sheet(*one) for one in sheets), tuple(map(str, names)))
        told = tuple(_unpack_problem(*one) for one in problems)
        return Opened(str(name), str(stem), book, told)
    except (TypeError, ValueError, KeyError):
        raise FormsError("F001", where="the page", why="it is not complete") from None


def _pack_row(row: Row) -> list[Any]:
    return [row.number, [_pack_cell(cell) for cell in row.cells]]


def _pack_cell(cell: Cell) -> Any:
    return [cell.text, cell.remark.code, cell.remark.values] if cell.remark else cell.text


def _unpack_sheet(name: str, rows: list[Any]) -> Sheet:
    if len(rows) > MOST_ROWS + 1:
        raise ValueError("more rows than any file has")
    return Sheet(str(name), tuple(Row(int(number), _unpack_cells(cells)) for number, cells in rows))


def _unpack_cells(cells: list[Any]) -> tuple[Cell, ...]:
    if len(cells) > MOST_COLUMNS:
        raise ValueError("more columns than any file has")
    return tuple(_unpack_cell(cell) for cell in cells)


def _unpack_cell(cell: Any) -> Cell:
    if isinstance(cell, str):
        return Cell(cell)
    text, code, values = cell
    return Cell(str(text), Remark(str(code), {str(key): str(value) for key, value in values.items()}))


def _unpack_problem(sheet: str, row: int, column: str, code: str, message: str, remedy: str) -> Problem:
    return Problem(str(sheet), int(row), str(column), str(code), Severity.WARNING, str(message), str(remedy))
