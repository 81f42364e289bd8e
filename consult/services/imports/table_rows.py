"""A table as an import sees it: a heading, rows with the numbers people see, and what has to be said."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from consult.errors import CodedError, ImportRefused

MOST_BLANK_ROWS = 1_000
"""After so many blank rows a sheet has ended: spreadsheets format a million of them, or repeat the last."""


@dataclass(frozen=True)
class TableLimits:
    """How large a table may be."""

    max_bytes: int = 25_000_000
    max_rows: int = 200_000
    max_columns: int = 400


@dataclass(frozen=True)
class TableRow:
    """One row; the heading is row 1 unless the mapping says otherwise. `fault` is why it cannot be used."""

    number: int
    cells: tuple[str, ...] = field(repr=False)
    fault: CodedError | None = None


@dataclass(frozen=True)
class Table:
    """What was read from a file. Remarks are for whoever imports it, such as that formulas were found."""

    name: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...] = field(repr=False)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """Where in a file the table is: the sheet (the first where empty) and the row of its heading."""

    sheet: str = ""
    header_row: int = 1


def make_row(number: int, cells: Sequence[str], width: int, fault: CodedError | None = None) -> TableRow:
    """Make a row as wide as the heading; one with something beyond it cannot be used (C726)."""
    beyond = [cell for cell in cells[width:] if cell.strip()]
    if beyond and fault is None:
        fault = CodedError("C726", found=len(cells), expected=width)
    padded = [*cells[:width], *[""] * (width - len(cells))]
    return TableRow(number, tuple(padded), fault)


def check_size(name: str, what: str, found: int, most: int) -> None:
    """Refuse a table of more rows or columns than it may have. Raises: ImportRefused (C707)."""
    if found > most:
        raise ImportRefused("C707", name=name, limit=f"{most:,} {what}")


def is_blank(cells: Sequence[str]) -> bool:
    """Tell whether nothing is written in any cell."""
    return not any(cell.strip() for cell in cells)
