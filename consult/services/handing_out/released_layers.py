"""What a table that was handed out showed, read from its record and written to it."""

from collections.abc import Mapping
from typing import Any

from analysis.tables.since import Published
from consult.models.release import ReleasedTable
from consult.services.handing_out.release_scopes import Scope


def read_published(table: ReleasedTable) -> Published:
    """Read a table that was handed out."""
    return _read_layers(table.columns_by, {"groups": table.groups, "every": table.every, "own": table.own})


def read_scope(table: ReleasedTable) -> Scope:
    """Read whom and which answers it counted."""
    return Scope(table.who, table.question)


def read_apart(table: ReleasedTable) -> Published | None:
    """Read what it showed without the open form, as its `own` counts; None where that was not shown."""
    return _read_layers(table.apart["columns"], table.apart) if table.apart else None


def write_published(published: Published) -> dict[str, Any]:
    """Write what a table shows, for the record."""
    return {
        "groups": [list(part) for part in published.groups],
        "every": {label: list(row) for label, row in published.every.items()},
        "own": {label: list(row) for label, row in published.own.items()},
    }


def write_apart(published: Published | None) -> dict[str, Any] | None:
    """Write what it shows without the open form."""
    return {"columns": published.columns, **write_published(published)} if published else None


def _read_layers(columns: str, layers: Mapping[str, Any]) -> Published:
    groups = tuple(tuple(part) for part in layers["groups"])
    return Published(columns, groups, _read(layers["every"]), _read(layers["own"]))


def _read(rows: dict[str, list[int | None]]) -> dict[str, tuple[int | None, ...]]:
    return {label: tuple(row) for label, row in rows.items()}
