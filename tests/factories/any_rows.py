"""Fill whatever tables a database has, and say what is in them: for a database of any age.

The builders of today's rows cannot fill yesterday's tables, so this looks at the tables themselves.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Engine, MetaData, Table, inspect, select, types
from sqlalchemy.exc import IntegrityError

from tests.factories.numbering import seeded_id

ROWS_EACH = 3
NOT_OURS = {"alembic_version", "key_store_version"}


@dataclass(frozen=True)
class TableSnapshot:
    """How many rows a table holds, and a hash over the columns named."""

    columns: tuple[str, ...]
    count: int
    digest: str


def read_tables(engine: Engine) -> MetaData:
    """Read what tables there are; it takes a while, and may be done once for filling and for snapshots."""
    metadata = MetaData()
    metadata.reflect(engine)
    return metadata


def fill_tables(engine: Engine, tables: MetaData | None = None) -> None:
    """Add rows to every table, parents first: one with every column filled where that is allowed."""
    metadata = tables or read_tables(engine)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            if table.name not in NOT_OURS:
                _fill(connection, table)


def take_snapshot(
    engine: Engine, columns: Mapping[str, Sequence[str]] | None = None, tables: MetaData | None = None
) -> dict[str, TableSnapshot]:
    """Count and hash every table, or the tables and columns given.

    tables: as they were read, perhaps before an upgrade; the columns asked for must still be there.
    """
    metadata = tables or read_tables(engine)
    names = columns or {t.name: [c.name for c in t.columns] for t in metadata.sorted_tables}
    with engine.connect() as connection:
        return {
            name: _hash(connection, metadata.tables[name], kept)
            for name, kept in names.items()
            if name not in NOT_OURS
        }


def _hash(connection: Connection, table: Table, names: Sequence[str]) -> TableSnapshot:
    rows = connection.execute(select(*[table.c[name] for name in names])).all()
    lines = sorted(json.dumps([_as_text(value) for value in row]) for row in rows)
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return TableSnapshot(tuple(names), len(rows), digest)


def _as_text(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else repr(value)


def _fill(connection: Connection, table: Table) -> None:
    allowed = _list_allowed_values(connection, table)
    for number in range(ROWS_EACH):
        for full in (True, False) if number == 0 else (False, True):
            row = _make_row(connection, table, allowed, number, full)
            if row is not None and _insert(connection, table, row):
                break


def _insert(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Try a row; one that a check forbids (such as an account with an instant) is not added."""
    try:
        with connection.begin_nested():
            connection.execute(table.insert(), row)
    except IntegrityError:
        return False
    return True


def _make_row(
    connection: Connection, table: Table, allowed: Mapping[str, list[str]], number: int, full: bool
) -> dict[str, Any] | None:
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.nullable and not full:
            continue
        row[column.name] = _make_value(connection, column, allowed, number)
    return row


def _make_value(
    connection: Connection, column: Column[Any], allowed: Mapping[str, list[str]], number: int
) -> Any:
    for key in column.foreign_keys:
        parents = connection.execute(select(key.column).order_by(key.column)).scalars().all()
        return parents[number % len(parents)] if parents else None
    if column.name in allowed:
        choices = allowed[column.name]
        return choices[number % len(choices)]
    if column.name == "id":
        return seeded_id(f"any:{column.table.name}", number)
    return _make_plain_value(column, number)


def _make_plain_value(column: Column[Any], number: int) -> Any:
    kind = column.type
    if isinstance(kind, types.Boolean):
        return number % 2 == 1
    if isinstance(kind, types.Integer):
        return number + 1 + (10 if column.name == "end" else 0)
    if isinstance(kind, types.Float | types.Numeric):
        return number / 4
    if isinstance(kind, types.DateTime):
        return datetime(2031, 1, 1, 12, number, tzinfo=UTC)
    if isinstance(kind, types.Date):
        return date(2031, 1, 1) + timedelta(days=number)
    if isinstance(kind, types.LargeBinary):
        return bytes([number, 0, 255])
    if isinstance(kind, types.JSON):
        return {"number": number, "text": "ڕۆژ"}
    return f"{column.name} {number} ሰላም"


def _list_allowed_values(connection: Connection, table: Table) -> dict[str, list[str]]:
    """The values of kinds, read from checks: `state IN ('a', 'b')`, or PostgreSQL's `= ANY (ARRAY[…])`."""
    allowed: dict[str, list[str]] = {}
    for check in inspect(connection).get_check_constraints(table.name):
        rule = str(check["sqltext"])
        listed = re.match(r"^\W*\(?(\w+)\)?[^=<>]*?(?: IN |::text = ANY|= ANY)", rule)
        if listed:
            allowed[listed.group(1)] = re.findall(r"'([^']+)'", rule)
    return allowed
