"""A table's text to a heading and rows, each fault named with its place."""

import csv
import io
from collections.abc import Callable, Iterator

from analysis import errors
from analysis.settings import TableLimits

_DELIMITERS = ",;\t"


def read_rows(
    text: str, name: str, limits: TableLimits, known_column: str
) -> tuple[list[str], list[list[str]]]:
    """Read the heading and the rows, as long as the heading.

    known_column: a column that must be there, by which the mark between cells is found.
    Raises: TableTooBig (A022), TableUnreadable (A025), TableRowWrong (A026).
    """
    csv.field_size_limit(max(csv.field_size_limit(), limits.max_bytes))
    delimiter = find_delimiter(text, lambda heading: known_column in heading)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(reader, [])
        if not header:
            raise errors.TableUnreadable(path=name, reason="its first row is empty, so it has no heading")
        if len(header) > limits.max_columns:
            raise errors.TableTooBig(path=name, limit=f"{limits.max_columns:,} columns")
        return header, list(_list_rows(reader, header, name, limits))
    except csv.Error as failure:
        reason = f"line {reader.line_num}: {failure}"
        raise errors.TableUnreadable(path=name, reason=reason) from failure


def find_delimiter(text: str, fits: Callable[[list[str]], bool]) -> str:
    """Find what separates cells: the mark with which the heading fits, else the comma."""
    return next((mark for mark in _DELIMITERS if fits(_read_heading(text, mark))), ",")


def _read_heading(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []


def _list_rows(
    reader: Iterator[list[str]], header: list[str], name: str, limits: TableLimits
) -> Iterator[list[str]]:
    for number, cells in enumerate((row for row in reader if row or len(header) == 1), start=1):
        if number > limits.max_rows:
            raise errors.TableTooBig(path=name, limit=f"{limits.max_rows:,} rows")
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            raise errors.TableRowWrong(path=name, row=number, found=len(cells), expected=len(header))
        yield cells + [""] * (len(header) - len(cells))
