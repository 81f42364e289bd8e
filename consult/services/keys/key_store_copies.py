"""A key store in memory: of keys that are destroyed one day no trace may be left on the disk."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from consult.errors import ConfigurationError
from consult.services.backups.sqlite_files import check_whole

FORMAT_BYTES = slice(18, 20)
NO_LOG = b"\x01\x01"
"""In the header of a database: that it has no write-ahead log, which one in memory cannot have."""


def copy_to_memory(source: Path) -> bytes:
    """Copy a database as it is at one moment; who writes goes on writing."""
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
        if _has_counts(store):
            gone = "response_id IN (SELECT response_id FROM destroyed_key)"
            store.execute(f"DELETE FROM change_count WHERE {gone}")  # noqa: S608 - no value of anybody's
        store.execute("VACUUM")
        return store.serialize()


def list_ledger(content: bytes, name: str) -> set[str]:
    """The ledger of a key store in memory. Raises: ConfigurationError (C043)."""
    with _in_memory(content, name) as store:
        return {row[0] for row in store.execute("SELECT response_id FROM destroyed_key")}


def list_known(content: bytes, name: str) -> set[str]:
    """Every account that a key store in memory has a key of, or had. Raises: ConfigurationError (C043)."""
    with _in_memory(content, name) as store:
        both = "SELECT response_id FROM key_wrap UNION SELECT response_id FROM destroyed_key"
        return {row[0] for row in store.execute(both)}


def list_changes(content: bytes, name: str) -> dict[str, int]:
    """How often each account was changed, as a key store in memory counts it. Raises: C043."""
    with _in_memory(content, name) as store:
        rows = store.execute("SELECT response_id, changes FROM change_count") if _has_counts(store) else ()
        return dict(iter(rows))


def _has_counts(store: sqlite3.Connection) -> bool:
    """Whether it is of a version that counts changes."""
    named = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'change_count'"
    return store.execute(named).fetchone() is not None


@contextmanager
def _in_memory(content: bytes, name: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        try:
            changed = bytearray(content)
            changed[FORMAT_BYTES] = NO_LOG
            database.deserialize(bytes(changed))
            check_whole(database)
            yield database
        except sqlite3.Error:
            raise ConfigurationError("C043", name=name) from None
