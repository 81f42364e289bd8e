"""Engines and sessions: SQLite made durable, PostgreSQL in UTC.

On SQLite every transaction takes the write lock when it begins, so that two writers wait for each other
instead of failing halfway; work that only reads says so with `reading_only()`, and is then kept to it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

BUSY_TIMEOUT_MS = 20_000
# Else a failed statement would carry what somebody wrote into the log.
ENGINE_OPTIONS: dict[str, Any] = {"hide_parameters": True}
SQLITE_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",  # first: the next lines may have to wait
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)

_reading_only: ContextVar[bool] = ContextVar("reading_only", default=False)


@contextmanager
def reading_only() -> Iterator[None]:
    """Let transactions begun inside take no write lock; on SQLite one that writes all the same fails."""
    yield from _begin_as(is_reading=True)


@contextmanager
def writing() -> Iterator[None]:
    """Let transactions begun inside write, within work that otherwise only reads."""
    yield from _begin_as(is_reading=False)


def _begin_as(*, is_reading: bool) -> Iterator[None]:
    before = _reading_only.get()
    _reading_only.set(is_reading)
    try:
        yield
    finally:
        _reading_only.set(before)


def make_engine(url: str | URL) -> Engine:
    """Return a configured engine for SQLite or PostgreSQL."""
    target = make_url(url)
    options: dict[str, Any] = {} if target.get_backend_name() == "sqlite" else {"pool_pre_ping": True}
    engine = create_engine(target, **ENGINE_OPTIONS, **options)
    configure_engine(engine)
    return engine


def configure_engine(engine: Engine) -> None:
    """Attach our listeners to one engine, before its first connection; doing it again changes nothing."""
    if engine.dialect.name == "sqlite":
        _listen(engine, "connect", _prepare_sqlite)
        _listen(engine, "begin", _begin_sqlite)
    else:
        _listen(engine, "connect", _prepare_postgresql)


def make_session_factory(engine: Engine) -> sessionmaker[Session]:
    """Return a factory of sessions; whoever opens one commits once, at the edge."""
    return sessionmaker(engine)


def _listen(engine: Engine, name: str, listener: Any) -> None:
    if not event.contains(engine, name, listener):
        event.listen(engine, name, listener)


def _prepare_sqlite(connection: Any, record: object) -> None:  # noqa: ARG001 - SQLAlchemy passes the record
    connection.isolation_level = None  # the driver must not begin transactions itself: _begin_sqlite does
    cursor = connection.cursor()
    try:
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(pragma)
    finally:
        cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A reader that began to write would fail only while others write; so it fails always, and is noticed."""
    is_reading = _reading_only.get()
    if connection.info.get("is_reading") is not is_reading:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if is_reading else 'OFF'}")
        connection.info["is_reading"] = is_reading
    connection.exec_driver_sql("BEGIN DEFERRED" if is_reading else "BEGIN IMMEDIATE")


def _prepare_postgresql(connection: Any, record: object) -> None:  # noqa: ARG001 - SQLAlchemy passes the record
    connection.autocommit = True  # else the first rollback would undo the setting
    connection.execute("SET TIME ZONE 'UTC'")
    connection.autocommit = False
