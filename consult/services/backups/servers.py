"""Databases on PostgreSQL, copied to SQLite as they are at one moment, while others go on writing."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, make_url
from sqlalchemy.exc import ArgumentError

from consult.errors import ConfigurationError
from consult.migrations.safety import check_references, foreign_keys_off
from consult.models.engine import make_engine
from consult.services.backups.sqlite_files import settle_file
from consult.services.backups.table_copies import POSTGRESQL, copy_tables
from consult.services.backups.upgrading import Line, upgrade_database


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
        return serialize(source, server)


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


def serialize(source: Connection, server: Server) -> bytes:
    """Its rows as a SQLite database, in memory."""
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
