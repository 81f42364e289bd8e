"""Databases on PostgreSQL: copied to SQLite while others write; filled from SQLite, whole or not at all."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, RootTransaction, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError

from consult.errors import ConfigurationError, Conflict
from consult.migrations.safety import check_references, foreign_keys_off
from consult.models.engine import make_engine, reading_only
from consult.services.sqlite_files import settle_file
from consult.services.table_copies import POSTGRESQL, copy_tables
from consult.services.upgrading import Line, upgrade_database, upgrade_within

PATIENCE_MS = 20_000
"""How long to wait for somebody else's lock, such as where both settings name one database."""


@dataclass(frozen=True)
class Server:
    """A database on PostgreSQL. name: the setting that has its address."""

    name: str
    url: str
    line: Line
    metadata: MetaData

    @property
    def mark(self) -> str:
        """Tells it from another database, without its password."""
        url = make_url(self.url)
        told = repr((self.name, url.host, url.port, url.database, sorted(url.query.items())))
        return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def is_server(url: str, name: str) -> bool:
    """Whether an address is of PostgreSQL. Raises: ConfigurationError (C001) where it is none at all."""
    try:
        return make_url(url).get_backend_name() == POSTGRESQL
    except ArgumentError as error:
        raise ConfigurationError("C001", name=name, reason="it is no address of a database") from error


def copy_server_to_file(server: Server, target: Path) -> None:
    """Copy it, as it is at one moment, to a new SQLite file of the same revision."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    engine = make_engine(f"sqlite:///{target}")
    try:
        with _reading(server) as source:
            _copy_to(source, engine, server)
    finally:
        engine.dispose()
    settle_file(target)


def copy_server_to_memory(server: Server) -> bytes:
    """The same, with nothing on the disk."""
    with _reading(server) as source:
        return _serialize(source, server)


class Held:
    """A database in one transaction of ours, which nobody else sees until it is committed."""

    def __init__(self, server: Server, connection: Connection, transaction: RootTransaction) -> None:
        self.server, self._connection, self._transaction = server, connection, transaction

    def require_empty(self) -> None:
        """Raises: Conflict (C055) where it has any table."""
        if inspect(self._connection).get_table_names():
            raise Conflict("C055", name=self.server.name)

    def take_content(self) -> bytes | None:
        """Hold it alone; its rows as a SQLite database, None where it is empty.

        Raises: Conflict (C048 in use, C055 no database of ours).
        """
        names = inspect(self._connection).get_table_names()
        if not names:
            return None
        if self.server.line.version_table not in names:
            raise Conflict("C055", name=self.server.name)
        self._lock()
        upgrade_within(self._connection, line=self.server.line)
        return _serialize(self._connection, self.server)

    def fill(self, file: Path) -> None:
        """Replace whatever it has by what a SQLite file has, which is up to date."""
        upgrade_within(self._connection, line=self.server.line)
        engine = make_engine(f"sqlite:///{file}")
        try:
            with reading_only(), engine.connect() as source:
                copy_tables(source, self._connection, self.server.metadata)
        finally:
            engine.dispose()
        settle_file(file)

    def commit(self) -> None:
        """Let it be seen."""
        self._transaction.commit()

    def _lock(self) -> None:
        quote = self._connection.dialect.identifier_preparer.quote
        names = ", ".join(quote(one) for one in sorted(inspect(self._connection).get_table_names()))
        try:
            self._connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE NOWAIT"))
        except OperationalError as error:
            raise Conflict("C048", name=self.server.name) from error


@contextmanager
def holding_server(server: Server) -> Iterator[Held]:
    """Give it in a transaction that is undone unless it is committed."""
    engine = make_engine(server.url)
    try:
        with engine.connect() as connection:
            transaction = connection.begin()
            connection.execute(text(f"SET LOCAL lock_timeout = {PATIENCE_MS}"))
            yield Held(server, connection, transaction)
    finally:
        engine.dispose()


@contextmanager
def _reading(server: Server) -> Iterator[Connection]:
    """One moment of it: what is written meanwhile is not seen."""
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    engine = make_engine(server.url)
    try:
        with engine.connect().execution_options(**options) as connection:
            yield connection
    finally:
        engine.dispose()


def _copy_to(source: Connection, engine: Engine, server: Server) -> None:
    """Raises: ConfigurationError (C011) where a row points at one that is not there."""
    upgrade_database(engine, line=server.line)
    with engine.connect() as target, foreign_keys_off(target), target.begin():
        copy_tables(source, target, server.metadata)
        check_references(target)


def _serialize(source: Connection, server: Server) -> bytes:
    engine = make_engine("sqlite://")
    try:
        _copy_to(source, engine, server)
        with engine.connect() as copied:
            driver = copied.connection.driver_connection
            assert driver is not None
            content: bytes = driver.serialize()
            return content
    finally:
        engine.dispose()
