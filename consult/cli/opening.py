"""Open the installation's database for a command: one transaction, committed when the command is done."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from consult.cli.key_store import require_key_store
from consult.errors import ConfigurationError
from consult.models.engine import make_engine, make_session_factory
from consult.services.backups.putting_in_place import require_finished
from consult.services.backups.upgrading import is_current
from consult.services.days import find_day


@contextmanager
def open_sessions(settings: Mapping[str, Any]) -> Iterator[sessionmaker[Session]]:
    """Give the maker of sessions on a database that is up to date.

    Raises: ConfigurationError (C003 or C017 not up to date, C004 nothing set up, C013 out of reach,
    C018 the key store is missing, C049 a restore was not finished).
    """
    require_finished(Path(str(settings["INSTANCE"])))
    engine = _make_engine(settings)
    try:
        if not is_current(engine):
            raise ConfigurationError("C003")
        require_key_store(settings, engine)
        yield make_session_factory(engine)
    except DBAPIError as error:
        raise explain(error) from error
    finally:
        engine.dispose()


@contextmanager
def open_session(settings: Mapping[str, Any]) -> Iterator[Session]:
    """Give one session in one transaction: committed when the block ends well, undone otherwise."""
    with open_sessions(settings) as sessions, sessions.begin() as session:
        yield session


def explain(error: DBAPIError) -> ConfigurationError:
    """Say what the database said, without the statement and the values that it was given."""
    return ConfigurationError("C013", reason=str(error.orig).splitlines()[0] if error.orig else "no reason")


def get_now() -> datetime:
    """The instant of the command."""
    return datetime.now(UTC)


def get_today() -> date:
    """The date here."""
    return find_day(get_now())


def _make_engine(settings: Mapping[str, Any]) -> Engine:
    try:
        url = make_url(str(settings["DATABASE_URL"]))
    except ArgumentError as error:
        raise ConfigurationError(
            "C001", name="DATABASE_URL", reason="it is no address of a database"
        ) from error
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).is_file():
        raise ConfigurationError("C004", folder=settings["INSTANCE"])
    try:
        return make_engine(url)
    except ModuleNotFoundError as error:
        reason = f"the package {error.name} is not installed"
        raise ConfigurationError("C001", name="DATABASE_URL", reason=reason) from error
