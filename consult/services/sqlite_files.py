"""SQLite databases as files: copied while others write, held alone, and checked."""

import os
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from consult.errors import ConfigurationError, Conflict
from consult.vocabulary import ResponseKind, ResponseState

PATIENCE_SECONDS = 2.0
FORMAT_BYTES = slice(18, 20)
NO_LOG = b"\x01\x01"
"""In the header of a database: that it has no write-ahead log, which one in memory cannot have."""


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


def copy_to_memory(source: Path) -> bytes:
    """The same, in memory only: of keys that are destroyed one day no trace may be left on the disk."""
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(":memory:")) as copy:
        original.backup(copy)
        return copy.serialize()


def without_keys(content: bytes, ledger: Collection[str], name: str) -> bytes:
    """A key store, changed in memory: without the keys of these accounts, whose ids are in its ledger.

    Raises: ConfigurationError (C043) where it is no whole database.
    """
    with _in_memory(content, name) as store:
        store.execute("PRAGMA secure_delete = ON")
        ids = [(one,) for one in sorted(ledger)]
        store.executemany("INSERT OR IGNORE INTO destroyed_key (response_id) VALUES (?)", ids)
        store.execute("DELETE FROM key_wrap WHERE response_id IN (SELECT response_id FROM destroyed_key)")
        store.execute("VACUUM")
        return store.serialize()


def list_ledger(content: bytes, name: str) -> set[str]:
    """The ledger of a key store in memory. Raises: ConfigurationError (C043)."""
    with _in_memory(content, name) as store:
        return {row[0] for row in store.execute("SELECT response_id FROM destroyed_key")}


def check_file(path: Path, name: str) -> None:
    """Raises: ConfigurationError (C043) where a file is no whole database."""
    with closing(sqlite3.connect(path)) as database:
        try:
            _check(database)
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


def _take(database: sqlite3.Connection, path: Path) -> bool:
    try:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        raise Conflict("C048", name=path) from error
    except sqlite3.DatabaseError:
        return False  # damaged: perhaps why there is something to restore
    return True


@contextmanager
def _in_memory(content: bytes, name: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        try:
            changed = bytearray(content)
            changed[FORMAT_BYTES] = NO_LOG
            database.deserialize(bytes(changed))
            _check(database)
            yield database
        except sqlite3.Error:
            raise ConfigurationError("C043", name=name) from None


def _check(database: sqlite3.Connection) -> None:
    if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("not whole")
