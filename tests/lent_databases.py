"""PostgreSQL databases with every table, lent to one test after another and emptied in between.

Making one from a template and dropping it takes far longer than most tests that ask for one. What a test may
have left is taken away: its connections, all rows, and the places where numbers of rows go on. A database
whose tables are no longer as they were made is dropped, and nobody gets it again.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import make_url

CATALOGUES = (
    "pg_class",
    "pg_attribute",
    "pg_constraint",
    "pg_index",
    "pg_trigger",
    "pg_proc",
    "pg_namespace",
)
SHAPE = SQL(" UNION ALL ").join(
    SQL("SELECT count(*), sum(xmin::text::bigint) FROM {}").format(Identifier(name)) for name in CATALOGUES
)
"""How many there are of everything that tables consist of, and in which transactions they came about."""
FILLED = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
    "AND pg_relation_size(oid) > 0 ORDER BY 1"
)
"""The tables that ever held a row. To look into all of them takes longer than to empty these."""
SEQUENCES = (
    "SELECT count(setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)) "
    "FROM pg_sequences WHERE last_value IS NOT NULL"
)
OTHERS = (
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)

Shape = list[tuple[int, int]]


@dataclass(frozen=True)
class LentDatabase:
    """shape: what `SHAPE` gave when it was made; kept: what its tables held then, rows as JSON by table."""

    address: str
    shape: Shape
    kept: dict[str, str]


@dataclass
class Lender:
    """A server, and its databases that are free, by template."""

    server: str
    free: defaultdict[str, list[LentDatabase]] = field(default_factory=lambda: defaultdict(list))

    @contextmanager
    def lend(self, template: str) -> Iterator[str]:
        """Lend the address of a database that is as the template."""
        free = self.free[template]
        database = free.pop() if free else look(self.make(template))
        yield database.address
        if empty(database):
            free.append(database)
        else:
            self.drop(database.address)

    @contextmanager
    def make_empty(self) -> Iterator[str]:
        """A new database without a single table, that nobody gets after this."""
        address = self.make("template1")
        yield address
        self.drop(address)

    def make(self, template: str) -> str:
        """Make a copy of a template; returns its address."""
        name = f"test_{uuid.uuid4().hex}"
        self._run(SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy"), name, template)
        return make_url(self.server).set(database=name).render_as_string(hide_password=False)

    def drop(self, address: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self._run(SQL("DROP DATABASE {} WITH (FORCE)"), str(make_url(address).database))

    def _run(self, statement: SQL, *names: str) -> None:
        with connect(self.server) as connection:
            connection.execute(statement.format(*map(Identifier, names)))


def connect(address: str) -> psycopg.Connection:
    """Connect to a database, each statement on its own."""
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def look(address: str) -> LentDatabase:
    """Note how a new database is, and what lies in it."""
    kept = {}
    with connect(address) as connection:
        for (name,) in connection.execute(FILLED).fetchall():
            rows = SQL("SELECT coalesce(json_agg(one), '[]')::text FROM {} AS one").format(Identifier(name))
            [(kept[name],)] = connection.execute(rows).fetchall()
        return LentDatabase(address, connection.execute(SHAPE).fetchall(), kept)


def empty(database: LentDatabase) -> bool:
    """Put back what was there when it was made, and nothing else; False where its tables are others."""
    with connect(database.address) as connection:
        connection.execute(OTHERS)
        if connection.execute(SHAPE).fetchall() != database.shape:
            return False
        connection.execute("SET session_replication_role = replica")  # no order among tables, no triggers
        for (name,) in connection.execute(FILLED).fetchall():
            connection.execute(SQL("DELETE FROM {}").format(Identifier(name)))
        for name, rows in database.kept.items():
            connection.execute(_fill(name), [rows])
        connection.execute(SEQUENCES)
        return True


def _fill(name: str) -> Composed:
    return SQL("INSERT INTO {0} SELECT * FROM json_populate_recordset(NULL::{0}, %s)").format(
        Identifier(name)
    )
