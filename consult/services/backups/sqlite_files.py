"""SQLite databases as files: copied while others write, held alone, and checked."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from consult.errors import ConfigurationError, Conflict
from consult.vocabulary import ResponseKind, ResponseState

PATIENCE_SECONDS = 2.0


def get_file(url: str, name: str) -> Path:
    """The file of a database. Raises: ConfigurationError (C040) for any other kind."""
    found = make_url(url)
    if found.get_backend_name() != "sqlite" or not found.database or found.database == ":memory:":
        raise ConfigurationError("C040", name=name)
    return Path(found.database)


def copy_to_file(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment; who writes goes on writing."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def check_file(path: Path, name: str) -> None:
    """Raises: ConfigurationError (C043) where a file is no whole database."""
    with closing(sqlite3.connect(path)) as database:
        try:
            check_whole(database)
        except sqlite3.Error:
            raise ConfigurationError("C043", name=name) from None


def settle_file(path: Path) -> None:
    """Bring what the log holds into the file itself, so that it can be moved alone, and onto the disk."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
    with path.open("rb+") as written:
        os.fsync(written.fileno())


@contextmanager
def held_alone(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Let nobody else read or write a database while the block lasts; its log is in the file then.

    Gives None, and holds nothing, where there is no file or it is no database. Raises: Conflict (C048).
    """
    if not path.is_file():
        yield None
        return
    with closing(sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)) as database:
        yield database if _take(database, path) else None


def find_withdrawn(database: sqlite3.Connection | None) -> set[str]:
    """The experiences that a data database has as withdrawn; none where it cannot be read."""
    if database is None:
        return set()
    wanted = "SELECT id FROM response WHERE kind = ? AND state = ?"
    try:
        found = database.execute(wanted, (ResponseKind.ACCOUNT.value, ResponseState.WITHDRAWN.value))
        return {row[0] for row in found}
    except sqlite3.Error:
        return set()


def find_counted(database: sqlite3.Connection | None) -> dict[str, int]:
    """How often each experience was changed, as a data database has it; nothing where it cannot be read."""
    if database is None:
        return {}
    try:
        return dict(iter(database.execute("SELECT response_id, changes FROM said_since")))
    except sqlite3.Error:
        return {}


def find_sent(path: Path) -> set[str]:
    """The experiences that a data database in a file has as sent; none where it is older than they are."""
    wanted = "SELECT id FROM response WHERE kind = ? AND state = ?"
    given = (ResponseKind.ACCOUNT.value, ResponseState.SUBMITTED.value)
    with closing(sqlite3.connect(path)) as database:
        try:
            return {row[0] for row in database.execute(wanted, given)}
        except sqlite3.Error:
            return set()


def _take(database: sqlite3.Connection, path: Path) -> bool:
    try:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        raise Conflict("C048", name=path) from error
    except sqlite3.DatabaseError:
        return False  # damaged: perhaps why there is something to restore
    return True


def check_whole(database: sqlite3.Connection) -> None:
    """Raises: DatabaseError where it is damaged."""
    if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("not whole")
