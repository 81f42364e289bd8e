"""A sheet as rows of text, whatever kind of file it came from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from forms.errors import FormsError
from forms.intake import REPLACEMENT, as_given

MOST_ROWS = 20_000
MOST_COLUMNS = 300
MOST_BLANK_ROWS = 1_000
"""After so many blank rows a sheet has ended: spreadsheets format a million of them."""

SHEETS = ("survey", "choices", "settings")


@dataclass(frozen=True)
class Remark:
    """Something about one cell that is told if the cell is used: a code and its values."""

    code: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """The text of a cell, and what has to be said about it."""

    text: str = ""
    remark: Remark | None = None


EMPTY = Cell()


@dataclass(frozen=True)
class Row:
    """A row with its number in the file."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, place: int) -> Cell:
        """Return a cell; rows end where their last text is."""
        return self.cells[place] if place < len(self.cells) else EMPTY


@dataclass(frozen=True)
class Sheet:
    """A sheet; its first row holds the headers."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Book:
    """The sheets that were asked for, and the names of all."""

    sheets: tuple[Sheet, ...]
    names: tuple[str, ...]


def pick_sheets(names: Sequence[str]) -> list[str]:
    """Return the names of the sheets an XLSForm has; a single sheet is the survey, whatever its name."""
    known = [name for name in names if name.strip().lower() in SHEETS]
    return known if known or len(names) != 1 else list(names)


def make_sheet(name: str, rows: Iterable[Sequence[object]], to_cell: Callable[[object], Cell]) -> Sheet:
    """Make a sheet of raw rows, the first being row 1. Raises: F104 above the most rows and columns."""
    kept: list[Row] = []
    blank = 0
    for number, raw in enumerate(rows, start=1):
        cells = _trim([to_cell(value) for value in raw])
        blank = 0 if cells else blank + 1
        if blank > MOST_BLANK_ROWS:
            break
        if cells or number == 1:
            kept.append(Row(number, tuple(cells)))
        _check_size(name, len(kept), len(cells))
    return Sheet(name, tuple(kept))


def make_cell(value: object, remark: Remark | None = None) -> Cell:
    """Return a raw value as the text a person would read in the cell."""
    written = _write(value)
    text = as_given(written).strip()
    if text.count(REPLACEMENT) > written.count(REPLACEMENT):
        remark = remark or Remark("F211")
    return Cell(text, remark)


def _write(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def _trim(cells: list[Cell]) -> list[Cell]:
    while cells and cells[-1] == EMPTY:
        cells.pop()
    return cells


def _check_size(name: str, rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise FormsError("F104", name=name, found=f"more than {MOST_ROWS:,} rows", most=f"{MOST_ROWS:,} rows")
    if columns > MOST_COLUMNS:
        found, most = f"more than {MOST_COLUMNS} columns", f"{MOST_COLUMNS} columns"
        raise FormsError("F104", name=name, found=found, most=most)
