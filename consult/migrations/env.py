"""Alembic runs this for every command. An engine may be handed over; else the settings name the database."""

from alembic import context
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine

from consult.config import load_settings
from consult.migrations import safety
from consult.migrations.rendering import render_item
from consult.models.all import METADATA
from consult.models.engine import make_engine


def _get_engine() -> Engine:
    handed = context.config.attributes.get("engine")
    return handed if handed is not None else make_engine(str(load_settings()["DATABASE_URL"]))


def _back_up_if_behind(connection: Connection) -> None:
    """Copy a database that holds something, unless there is nothing to do."""
    current = MigrationContext.configure(connection).get_current_heads()
    if current and set(current) != set(context.script.get_heads()):
        safety.back_up(connection, "+".join(sorted(current)))


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        transactional_ddl=True,
    )
    safety.wait_for_turn(connection)
    _back_up_if_behind(connection)
    with context.begin_transaction():
        context.run_migrations()
    safety.check_references(connection)


def _main() -> None:
    handed = context.config.attributes.get("connection")
    if handed is not None:  # its transaction is somebody else's
        _run(handed)
        return
    with _get_engine().connect() as connection, safety.foreign_keys_off(connection), connection.begin():
        _run(connection)


_main()
