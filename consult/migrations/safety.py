"""What must hold round an upgrade: one at a time, a copy first, and no row left that points at nothing."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from consult.errors import ConfigurationError

UPGRADE_LOCK = 7_301_642_118  # any number that nothing else in the database locks


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Switch SQLite's foreign keys off around a transaction; inside one the switch does nothing.

    Why: rebuilding a parent table drops it, which with foreign keys on deletes its children.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def wait_for_turn(connection: Connection) -> None:
    """Let one upgrade run at a time; SQLite's write lock does so already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})


def check_references(connection: Connection) -> None:
    """Raise ConfigurationError (C011) where a row points at a row that is not there."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise ConfigurationError("C011", count=len(broken), table=broken[0][0])


def back_up(connection: Connection, revision: str) -> Path | None:
    """Copy a SQLite file to `<file>.backup-<revision>`; None where there is no file.

    Raises: ConfigurationError (C012) when the copy cannot be written.
    """
    database = connection.engine.url.database
    if connection.dialect.name != "sqlite" or not database or database == ":memory:":
        return None
    target = Path(f"{database}.backup-{revision}")
    try:
        _copy(Path(database), target)
    except (OSError, sqlite3.Error) as error:
        raise ConfigurationError("C012", path=target.name, reason=error) from error
    return target


def _copy(source: Path, target: Path) -> None:
    """Write under another name first, readable by the owner only, so that a copy is whole or not there."""
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(partial)) as copy:
            original.backup(copy)
        _flush(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as written:
        os.fsync(written.fileno())
