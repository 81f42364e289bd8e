"""Leave nothing that was deleted behind in SQLite's log, which keeps old pages until it is emptied."""

from contextlib import closing
from sqlite3 import DatabaseError

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from consult.models.committing import do_once_kept
from consult.models.engine import BUSY_TIMEOUT_MS

log = structlog.get_logger(__name__)
WAITS_MS = 1_000
"""So long it waits for those who read. Where somebody reads longer, the next time does it: each night one."""


def wipe_after_commit(session: Session) -> None:
    """Empty the log once what this session deletes is committed; asking twice does it once."""
    do_once_kept(session, _wipe)


def wipe(engine: Engine) -> None:
    """Empty SQLite's log now, as far as nobody reads from it; does nothing on PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {WAITS_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a checkpoint is no transaction
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


def _wipe(session: Session) -> None:
    """What was deleted is committed: where the log cannot be emptied now, the next time does it."""
    bind = session.get_bind()
    try:
        wipe(bind.engine if isinstance(bind, Connection) else bind)
    except (SQLAlchemyError, DatabaseError):
        log.exception("the log of the database is not emptied yet")
