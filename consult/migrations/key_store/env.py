"""Alembic runs this for the key store. No copy is made first: it would keep keys that are destroyed later.

Each upgrade is one transaction, so one that fails changes nothing.
"""

from alembic import context
from sqlalchemy import Connection, Engine

from consult.config import load_settings
from consult.migrations import safety
from consult.migrations.rendering import render_item
from consult.models.engine import make_engine
from consult.models.key_store import VERSION_TABLE, KeyStoreBase


def _get_engine() -> Engine:
    handed = context.config.attributes.get("engine")
    return handed if handed is not None else make_engine(str(load_settings()["KEYSTORE_URL"]))


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=KeyStoreBase.metadata,
        version_table=VERSION_TABLE,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        transactional_ddl=True,
    )
    safety.wait_for_turn(connection)
    with context.begin_transaction():
        context.run_migrations()


def _main() -> None:
    handed = context.config.attributes.get("connection")
    if handed is not None:  # its transaction is somebody else's
        _run(handed)
        return
    with _get_engine().connect() as connection, connection.begin():
        _run(connection)


_main()
