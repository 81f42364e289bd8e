"""Tables of rows as CSV for people, XLSX or JSON, by the ending of the file's name.

CSV is UTF-8 without BOM with LF; cells that a spreadsheet would run get one apostrophe, which our import
removes. XLSX holds them as text, unchanged. JSON is for machines and verbatim: a list of objects, keys in the
order of the columns.
"""

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from analysis.cells import guard_cell
from consult.errors import ExportRefused
from consult.exports.files import replace_file
from consult.exports.spreadsheet import write_xlsx

Cell = str | int | float | bool | date | None
Rows = Iterable[Sequence[Cell]]


def write_table(target: Path, columns: Sequence[str], rows: Rows) -> int:
    """Write a table whole or not at all, in the form its ending names; say how many rows were written.

    Raises: ExportRefused (C801, C802 not written; C803, C804 too big for a spreadsheet; C805 unknown ending).
    """
    write = require_writer(target)
    with replace_file(target) as stream:
        return write(stream, columns, rows)


def require_writer(target: Path) -> Callable[[BinaryIO, Sequence[str], Rows], int]:
    """Give what writes a table in the form that the file's ending names. Raises: ExportRefused (C805)."""
    ending = target.suffix.lower()
    if ending not in WRITERS:
        raise ExportRefused("C805", ending=ending or "a file without ending", endings=", ".join(WRITERS))
    return WRITERS[ending]


def write_csv(stream: BinaryIO, columns: Sequence[str], rows: Rows) -> int:
    """Write CSV for people to a stream."""
    stream.write(_encode(_csv_line(columns)))
    written = 0
    for row in _check_widths(columns, rows):
        stream.write(_encode(_csv_line(row)))
        written += 1
    return written


def write_json(stream: BinaryIO, columns: Sequence[str], rows: Rows) -> int:
    """Write a JSON list of objects to a stream, one object a line."""
    stream.write(b"[")
    written = 0
    for written, row in enumerate(_check_widths(columns, rows), start=1):
        item = json.dumps({c: _as_json(v) for c, v in zip(columns, row, strict=True)}, ensure_ascii=False)
        stream.write(_encode(f"{',' if written > 1 else ''}\n{item}"))
    stream.write(b"\n]\n")
    return written


def _write_spreadsheet(stream: BinaryIO, columns: Sequence[str], rows: Rows) -> int:
    checked = [[_as_cell(value) for value in row] for row in _check_widths(columns, rows)]
    stream.write(write_xlsx(columns, checked))
    return len(checked)


WRITERS: dict[str, Callable[[BinaryIO, Sequence[str], Rows], int]] = {
    ".csv": write_csv,
    ".xlsx": _write_spreadsheet,
    ".json": write_json,
}


def _check_widths(columns: Sequence[str], rows: Rows) -> Iterator[Sequence[Cell]]:
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise ExportRefused("C807", row=number, found=len(row), expected=len(columns))
        yield row


def _csv_line(row: Sequence[Cell]) -> str:
    """Write one row as RFC 4180 has it; Python's own writer leaves a lone CR unquoted, splitting the row."""
    return ",".join(_quote(_as_text(value)) for value in row) + "\n"


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text


def _as_text(value: Cell) -> str:
    cell = _as_cell(value)
    return guard_cell(cell) if isinstance(cell, str) else str(cell)


def _as_cell(value: Cell) -> str | int | float:
    """Turn a value into a text or a finite number; what is missing is an empty text."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else value


def _as_json(value: Cell) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.isoformat() if isinstance(value, date) else value


def _encode(text: str) -> bytes:
    """Encode as UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes the replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
