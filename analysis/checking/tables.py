"""The tables of a draft, cell by cell, against what the record gives for them now."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.checking.lower_bounds import has_lower_bound
from analysis.drafting.blocks import Table
from analysis.drafting.rechecking import Figures
from analysis.drafting.sections import Section

Cells = Mapping[str, Any]
_GIVEN = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
CHANGED = "its numbers are not those that the record gives now"
GONE = "the record gives no such table any more"
HIDDEN = "it gives a number that has to be protected"
Tables = Mapping[tuple[str, str], Cells]
"""What is kept of each table of a draft, by section and table."""


@dataclass(frozen=True)
class Recounted:
    """Everything that a draft of the record as it is now would give."""

    figures: Figures
    tables: Tables


def list_tables(sections: Iterable[Section]) -> Tables:
    """What is kept of every table of these sections."""
    return {
        (section.key, block.id): keep_cells(block)
        for section in sections
        for block in section.blocks
        if isinstance(block, Table)
    }


def keep_cells(table: Table) -> Cells:
    """What is kept of a table to compare it with: its numbers, without the names of rows and columns."""
    return {"id": table.id, "cells": [list(row[1:]) for row in table.rows], "base": table.base}


def find_wrong_table(table: Table, counted: Cells | None, small_number: int) -> tuple[str, bool]:
    """Say what is wrong with a table, and whether it gives what is hidden; nothing where it holds.

    counted: what `keep_cells` kept when the record was counted last; None where it gave no such table.
    small_number: a count below this is taken to be hidden, unless the record gives one in its place too.
    """
    now = keep_cells(table)
    if counted is None:
        return (HIDDEN, True) if _gives_few(now["cells"], small_number) else (GONE, False)
    if now == {"id": table.id, "cells": counted["cells"], "base": counted["base"]}:
        return "", False
    if _shape(now["cells"]) == _shape(counted["cells"]):
        hides = _gives_hidden(now["cells"], counted["cells"], small_number)
    else:
        hides = _gives_few(now["cells"], small_number)
    return (HIDDEN, True) if hides else (CHANGED, False)


def _gives_hidden(
    shown: Sequence[Sequence[str]], counted: Sequence[Sequence[str]], small_number: int
) -> bool:
    pairs = (pair for row, now in zip(shown, counted, strict=True) for pair in zip(row, now, strict=True))
    return any(
        (_GIVEN.fullmatch(cell) and not _GIVEN.fullmatch(now))
        or (_is_few(cell, small_number) and not _is_few(now, small_number))
        for cell, now in pairs
    )


def _gives_few(cells: Sequence[Sequence[str]], small_number: int) -> bool:
    return any(_is_few(cell, small_number) for row in cells for cell in row)


def _is_few(cell: str, small_number: int) -> bool:
    return (cell.isdigit() and 0 < int(cell) < small_number) or has_lower_bound(cell, small_number)


def _shape(cells: Sequence[Sequence[str]]) -> list[int]:
    return [len(row) for row in cells]
