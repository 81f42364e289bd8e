"""Copy every row from one database to another, each value as it is, whichever kinds of database they are."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Insert,
    MetaData,
    Table,
    Text,
    bindparam,
    cast,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.types import NullType

from consult.services.imports.json_text import as_json_text

BATCH = 500
POSTGRESQL = "postgresql"
Row = dict[str, Any]


def copy_tables(source: Connection, target: Connection, metadata: MetaData) -> None:
    """Copy all tables, parents first; the target has them, and no row that is not to be replaced."""
    _empty(target, metadata)
    for table in metadata.sorted_tables:
        own = _list_own_references(table)
        for rows in _read(source, table, list(table.columns)):
            target.execute(_insert(target, table), [_without(row, own) for row in rows])
    for table in metadata.sorted_tables:
        _copy_own_references(source, target, table)


def _empty(target: Connection, metadata: MetaData) -> None:
    """Also of what migrations put there: the copy has it, or something later."""
    if target.dialect.name == POSTGRESQL:
        quote = target.dialect.identifier_preparer.format_table
        target.execute(text(f"TRUNCATE {', '.join(quote(one) for one in metadata.sorted_tables)}"))
        return
    for table in reversed(metadata.sorted_tables):
        target.execute(table.delete())


def _read(source: Connection, table: Table, columns: Sequence[Column[Any]]) -> Iterator[list[Row]]:
    """Rows by their key, so that their order tells nothing of when they came."""
    wanted = select(*[_as_read(source, column) for column in columns]).order_by(*table.primary_key)
    found = source.execute(wanted, execution_options={"stream_results": True, "yield_per": BATCH})
    json_names = [column.name for column in columns if isinstance(column.type, JSON)]
    for batch in found.mappings().partitions():
        rows = [dict(row) for row in batch]
        for row in rows:
            row.update({name: as_json_text(row[name]) for name in json_names})
        yield rows


def _as_read(source: Connection, column: Column[Any]) -> ColumnElement[Any]:
    """JSON as its text: read as values, nothing and JSON's null would be one."""
    if not isinstance(column.type, JSON):
        return column
    as_text: ColumnElement[Any] = (
        cast(column, Text()) if source.dialect.name == POSTGRESQL else type_coerce(column, NullType())
    )
    return as_text.label(column.name)


def _insert(target: Connection, table: Table) -> Insert:
    return table.insert().values(
        {column.name: _as_written(target, column, column.name) for column in table.columns}
    )


def _as_written(target: Connection, column: Column[Any], name: str) -> ColumnElement[Any]:
    if not isinstance(column.type, JSON):
        return bindparam(_name(name), type_=column.type)
    given = bindparam(_name(name), type_=Text())
    return cast(given, JSON()) if target.dialect.name == POSTGRESQL else given


def _without(row: Row, names: Sequence[str]) -> Row:
    return {_name(name): None if name in names else value for name, value in row.items()}


def _name(column: str) -> str:
    return f"given_{column}"


def _list_own_references(table: Table) -> list[str]:
    return sorted({key.parent.name for key in table.foreign_keys if key.column.table is table})


def _copy_own_references(source: Connection, target: Connection, table: Table) -> None:
    """What points at rows of the same table is set once all of them are there."""
    own = [table.c[name] for name in _list_own_references(table)]
    if not own:
        return
    keys = list(table.primary_key)
    change = update(table).values({one.name: _as_written(target, one, one.name) for one in own})
    change = change.where(*[key == bindparam(_name(key.name), type_=key.type) for key in keys])
    for rows in _read(source, table, [*keys, *own]):
        pointing = [_without(row, ()) for row in rows if any(row[one.name] for one in own)]
        if pointing:
            target.execute(change, pointing)
