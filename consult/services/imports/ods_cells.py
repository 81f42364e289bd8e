"""Cells of one row of an OpenDocument spreadsheet: their saved values, and which hold no result."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from openpyxl.utils import get_column_letter

from consult.errors import CodedError, ImportRefused
from consult.services.imports.table_rows import is_blank

_SPACES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT = (_SPACES % name for name in ("table", "office", "text"))
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_NUMBERS = ("float", "percentage", "currency")
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]|#N/A|Err:[0-9]+")
_MOST_SPACES = 1_000
"""A cell can say that it has a thousand million spaces in four words."""


@dataclass(frozen=True)
class OdsRow:
    """One row as it was saved. faults: what stands in place of a result, by the place of the cell from 0."""

    cells: tuple[str, ...]
    faults: Mapping[int, str]

    @property
    def is_unused(self) -> bool:
        """Whether nothing at all is in it."""
        return not self.faults and is_blank(self.cells)

    def find_fault(self, number: int, width: int) -> CodedError | None:
        """Say which cell below the heading holds no result (C729)."""
        place = min((one for one in self.faults if one < width), default=None)
        if place is None:
            return None
        where = f"{get_column_letter(place + 1)}{number}"
        return ImportRefused("C729", cell=where, found=self.faults[place])


def read_row(row: Element, most: int) -> OdsRow:
    """Read the cells of a row, but no more than so many."""
    cells: list[str] = []
    faults: dict[int, str] = {}
    for cell in row:
        if cell.tag in _CELLS:
            text, start = _write(cell), len(cells)
            cells += [text] * min(count_repeats(cell, "columns"), most - start)
            if fault := _find_fault(cell):
                faults |= dict.fromkeys(range(start, len(cells)), fault)
    while cells and not cells[-1]:
        cells.pop()
    return OdsRow(tuple(cells), faults)


def count_repeats(element: Element, what: str) -> int:
    """How many rows or columns one element stands for."""
    return _count(element.get(f"{_TABLE}number-{what}-repeated", "1"))


def _count(given: str) -> int:
    return int(given) if given.isdecimal() else 1


def _write(cell: Element) -> str:
    """The value as it was saved: a number in digits only, a date as YYYY-MM-DD, else the text."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00")
    if kind in _NUMBERS:
        return cell.get(f"{_OFFICE}value", "").removesuffix(".0")
    return _read_text(cell)


def _read_text(cell: Element) -> str:
    """Its own lines only: a comment on the cell has some too."""
    return "\n".join("".join(_iterate_text(line)) for line in cell.findall(f"{_TEXT}p"))


def _iterate_text(element: Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if one.tag == f"{_TEXT}s":
            yield " " * min(_count(one.get(f"{_TEXT}c", "1")), _MOST_SPACES)
        elif one.tag in {f"{_TEXT}line-break", f"{_TEXT}tab"}:
            yield "\t" if one.tag.endswith("tab") else "\n"
        elif one.tag != f"{_OFFICE}annotation":
            yield from _iterate_text(one)
        yield one.tail or ""


def _find_fault(cell: Element) -> str:
    """What a cell holds in place of a result; empty where it has one."""
    if cell.get(f"{_TABLE}formula") is None:
        return ""
    text = _read_text(cell).strip()
    if cell.get(f"{_CALC}value-type") == "error" or _ERROR.fullmatch(text):
        return f"the error {text}"
    saved = cell.get(f"{_OFFICE}value-type") or text
    return "" if saved else "a formula without a saved result"
