"""Cells of published tables: a whole number, or one of the marks that statisticians write instead."""

import re
from dataclasses import dataclass

VALUE, NOT_GIVEN, WITHHELD = "value", "not_given", "withheld"
NOT_AVAILABLE, NOT_APPLICABLE = "not_available", "not_applicable"
MARKS = {
    "": NOT_GIVEN,
    "c": WITHHELD,
    "*": WITHHELD,
    "x": NOT_AVAILABLE,
    ":": NOT_AVAILABLE,
    "..": NOT_AVAILABLE,
    "n/a": NOT_APPLICABLE,
    "z": NOT_APPLICABLE,
}
"""After the guidance of the UK's statisticians. A dash is in none: it was used for nought and for nothing."""

MOST = 2_000_000_000
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+|\d+(\.0+)?")


@dataclass(frozen=True)
class CellValue:
    """state: one of those above; number: None for all but a value."""

    state: str
    number: int | None = None


def read_value(text: str) -> CellValue | None:
    """Read a cell; None where it is neither a whole number nor a mark."""
    given = text.replace("\u00a0", " ").strip()
    if given.casefold() in MARKS:
        return CellValue(MARKS[given.casefold()])
    if not _NUMBER.fullmatch(given):
        return None
    number = int(given.partition(".")[0].replace(",", "").replace(" ", ""))
    return CellValue(VALUE, number) if number <= MOST else None
