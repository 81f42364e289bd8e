"""A table of answers from a CSV file: one row for each response, any columns, one of them the text."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import columns, errors
from analysis.csv_rows import read_rows
from analysis.decoding import decode_table
from analysis.settings import TableLimits
from analysis.text import clean_text

_MAX_FOUND = 30
_MAX_SHOWN = 60


@dataclass(frozen=True)
class TableColumns:
    """Which columns of a table to use; only the text is needed."""

    text: str
    id: str | None = None
    language: str | None = None
    group: str | None = None


@dataclass(frozen=True)
class Table:
    """items: columns.ITEMS, one for each row of the file; where they came from."""

    items: pd.DataFrame
    name: str
    sha256: str
    size_bytes: int


def read_table(path: Path, wanted: TableColumns, limits: TableLimits | None = None) -> Table:
    """Read a table. A row without an id gets its number, the first row below the heading being 1.

    Raises: TableTooBig (A022), TableEncodingWrong (A023), TableColumnMissing (A024), TableUnreadable (A025),
    TableRowWrong (A026), TableNotOpened (A033).
    """
    content = _read_bytes(path, limits or TableLimits())
    header, rows = read_rows(
        decode_table(content, path.name), path.name, limits or TableLimits(), wanted.text
    )
    places = _find_places(header, wanted, path.name)
    if not rows:
        raise errors.TableUnreadable(path=path.name, reason="it has no rows below its heading")
    items = [_make_item(cells, places, number) for number, cells in enumerate(rows, start=1)]
    frame = columns.make_frame(items, columns.ITEMS)
    return Table(frame, path.name, hashlib.sha256(content).hexdigest(), len(content))


def _read_bytes(path: Path, limits: TableLimits) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(limits.max_bytes + 1)
    except OSError as failure:
        reason = failure.strerror or type(failure).__name__
        raise errors.TableNotOpened(path=path.name, reason=reason) from failure
    if len(content) > limits.max_bytes:
        raise errors.TableTooBig(path=path.name, limit=f"{limits.max_bytes:,} bytes")
    return content


def _find_places(header: list[str], wanted: TableColumns, name: str) -> dict[str, int | None]:
    asked = {"text": wanted.text, "id": wanted.id, "language": wanted.language, "group": wanted.group}
    return {
        use: None if column is None else _find_place(header, column, name) for use, column in asked.items()
    }


def _find_place(header: list[str], column: str, name: str) -> int:
    if header.count(column) == 1:
        return header.index(column)
    if header.count(column) > 1:
        raise errors.TableUnreadable(path=name, reason=f"it has the column {column} more than once")
    shown = [name if len(name) <= _MAX_SHOWN else f"{name[:_MAX_SHOWN]}…" for name in header[:_MAX_FOUND]]
    found = ", ".join(shown) + (" and more" if len(header) > _MAX_FOUND else "")
    raise errors.TableColumnMissing(path=name, column=column, found=found)


def _make_item(cells: list[str], places: dict[str, int | None], number: int) -> dict[str, object]:
    def take(use: str) -> str:
        place = places[use]
        return "" if place is None else cells[place]

    item_id = " ".join(clean_text(take("id")).split()) or str(number)
    return {
        "id": item_id,
        "respondent_id": item_id,
        "question_id": "",
        "text": clean_text(_unify_line_ends(take("text"))),
        "language": take("language").strip(),
        "group": " ".join(clean_text(take("group")).split()),
        "sealed": False,
        "settled": False,
    }


def _unify_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n")
