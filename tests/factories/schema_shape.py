"""What a database's tables look like, as plain values that can be compared."""

from typing import Any

from sqlalchemy import Engine, inspect

from tests.factories.any_rows import NOT_OURS


def describe_schema(engine: Engine) -> dict[str, Any]:
    """Columns, keys, checks and indexes of every table but Alembic's own."""
    inspector = inspect(engine)
    names = [name for name in inspector.get_table_names() if name not in NOT_OURS]
    return {
        name: {
            "columns": {column["name"]: _describe_column(column) for column in inspector.get_columns(name)},
            "options": inspector.get_table_options(name),
            "primary": inspector.get_pk_constraint(name),
            "foreign": _sort(inspector.get_foreign_keys(name)),
            "unique": _sort(inspector.get_unique_constraints(name)),
            "checks": _sort(inspector.get_check_constraints(name)),
            "indexes": _sort(inspector.get_indexes(name)),
        }
        for name in names
    }


def _describe_column(column: Any) -> tuple[str, str, bool]:
    return str(column["type"]), getattr(column["type"], "collation", None) or "", column["nullable"]


def _sort(found: Any) -> list[Any]:
    return sorted(found, key=lambda one: str(one["name"]))
