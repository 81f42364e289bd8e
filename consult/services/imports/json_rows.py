"""Rows of JSON: an object each, its keys the columns; inner objects as `outer.inner`.

Either one object a line, or one list of objects, as our own export writes it.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from consult.errors import CodedError, ImportRefused
from consult.services.imports.csv_rows import decode
from consult.services.imports.table_rows import Table, TableLimits, TableRow

Row = tuple[int, dict[str, str], CodedError | None]
"""Its number, what it holds, and why it cannot be used."""


def read_json_lines(name: str, content: bytes, limits: TableLimits) -> Table:
    """Read JSON lines; a line that is no object is a row that cannot be used. Raises: C707, C708."""
    numbered = enumerate(decode(name, content).split("\n"), start=1)
    lines = [(number, _parse(line)) for number, line in numbered if line.strip()]
    return _make_table(name, [_make_row(name, number, found) for number, found in lines], limits)


def read_json_list(name: str, content: bytes, limits: TableLimits) -> Table:
    """Read a list of objects; of anything else in it the row cannot be used. Raises: C701, C707, C708."""
    found = _parse(decode(name, content))
    if not isinstance(found, list):
        raise _refuse(name, "it is not a list of JSON objects")
    return _make_table(name, [_make_row(name, number, one) for number, one in enumerate(found, 1)], limits)


def _make_table(name: str, found: Sequence[Row], limits: TableLimits) -> Table:
    if len(found) > limits.max_rows:
        raise ImportRefused("C707", name=name, limit=f"{limits.max_rows:,} rows")
    header = tuple(dict.fromkeys(key for _, values, _ in found for key in values))
    if len(header) > limits.max_columns:
        raise ImportRefused("C707", name=name, limit=f"{limits.max_columns:,} columns")
    rows = [TableRow(n, tuple(values.get(key, "") for key in header), fault) for n, values, fault in found]
    return Table(name, header, tuple(rows))


def _make_row(name: str, number: int, found: object) -> Row:
    if isinstance(found, dict):
        return number, dict(_flatten(found)), None
    return number, {}, _refuse(name, "the row is not a JSON object")


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _refuse(name: str, reason: str) -> ImportRefused:
    return ImportRefused("C701", name=name, reason=reason, formats="JSON with one object for each return")


def _flatten(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in found.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{inner}", text) for inner, text in _flatten(value))
        else:
            yield key, _write(value)


def _write(value: object) -> str:
    if isinstance(value, list):
        return " ".join(_write(part) for part in value)
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
