"""Databases on PostgreSQL, held in a transaction, and filled from SQLite whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, RootTransaction, inspect, text
from sqlalchemy.exc import OperationalError

from consult.errors import Conflict
from consult.models.engine import make_engine, reading_only
from consult.services.backups.servers import Server, serialize
from consult.services.backups.sqlite_files import settle_file
from consult.services.backups.table_copies import copy_tables
from consult.services.backups.upgrading import upgrade_within

PATIENCE_MS = 20_000
"""How long to wait for somebody else's lock, such as where both settings name one database."""


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
        return serialize(self._connection, self.server)

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
