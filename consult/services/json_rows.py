"""Rows of a JSON-lines file: one object a line, its keys the columns; inner objects as `outer.inner`."""

import json
from collections.abc import Iterator
from typing import Any

from consult.errors import CodedError, ImportRefused
from consult.services.csv_rows import decode
from consult.services.table_rows import Table, TableLimits, TableRow


def read_json_rows(name: str, content: bytes, limits: TableLimits) -> Table:
    """Read JSON lines; a line that is no object is a row that cannot be used. Raises: C707, C708."""
    numbered = enumerate(decode(name, content).split("\n"), start=1)
    found = [(number, *_read_line(name, line)) for number, line in numbered if line.strip()]
    if len(found) > limits.max_rows:
        raise ImportRefused("C707", name=name, limit=f"{limits.max_rows:,} rows")
    header = tuple(dict.fromkeys(key for _, values, _ in found for key in values))
    if len(header) > limits.max_columns:
        raise ImportRefused("C707", name=name, limit=f"{limits.max_columns:,} columns")
    rows = [TableRow(n, tuple(values.get(key, "") for key in header), fault) for n, values, fault in found]
    return Table(name, header, tuple(rows))


def _read_line(name: str, line: str) -> tuple[dict[str, str], CodedError | None]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return dict(_flatten(found)), None
    reason = "the line is not a JSON object"
    return {}, ImportRefused("C701", name=name, reason=reason, formats="one JSON object a line")


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
