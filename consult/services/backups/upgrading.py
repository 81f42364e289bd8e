"""Bring a database up to date, and say how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from consult import migrations
from consult.models.engine import make_engine, reading_only
from consult.models.key_store import VERSION_TABLE

SCRIPTS = Path(migrations.__path__[0])


@dataclass(frozen=True)
class Line:
    """A line of revisions, and the table in which a database keeps how far along it is."""

    scripts: Path
    version_table: str


DATA = Line(SCRIPTS, "alembic_version")
KEYS = Line(SCRIPTS / "key_store", VERSION_TABLE)


def upgrade_database(database: str | Engine, revision: str = "head", *, line: Line = DATA) -> None:
    """Bring a database to a revision, all or nothing; a SQLite file that holds something is copied first.

    Raises: ConfigurationError (C011, C012, C019).
    """
    if isinstance(database, Engine):
        command.upgrade(make_alembic_config(database, line=line), revision)
        return
    engine = make_engine(database)
    try:
        command.upgrade(make_alembic_config(engine, line=line), revision)
    finally:
        engine.dispose()


def upgrade_within(connection: Connection, *, line: Line = DATA) -> None:
    """Bring a PostgreSQL database up to date as part of a transaction that somebody else ends."""
    config = make_alembic_config(connection.engine, line=line)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def find_current_revision(engine: Engine, *, line: Line = DATA) -> str | None:
    """The revision a database is at; None for an empty one."""
    with reading_only(), engine.connect() as connection:
        options = {"version_table": line.version_table}
        return MigrationContext.configure(connection, opts=options).get_current_revision()


def is_current(engine: Engine, *, line: Line = DATA) -> bool:
    """True when nothing is left to bring up to date."""
    return find_current_revision(engine, line=line) == _get_scripts(line).get_current_head()


def list_revisions() -> list[str]:
    """Every revision, the first one first."""
    return [script.revision for script in reversed(list(_get_scripts(DATA).walk_revisions()))]


def make_alembic_config(engine: Engine, *, more_versions: Sequence[Path] = (), line: Line = DATA) -> Config:
    """Return what Alembic's commands take, with no settings file and no application."""
    config = _make_config(line)
    folders = [line.scripts / "versions", *more_versions]
    config.set_main_option("version_locations", "\n".join(_escape(folder) for folder in folders))
    config.attributes["engine"] = engine
    return config


@cache
def _get_scripts(line: Line) -> ScriptDirectory:
    """Read once in a process: each time it would load every revision anew."""
    return ScriptDirectory.from_config(_make_config(line))


def _make_config(line: Line) -> Config:
    config = Config()
    config.set_main_option("script_location", _escape(line.scripts))
    config.set_main_option("path_separator", "newline")
    return config


def _escape(path: Path) -> str:
    return str(path).replace("%", "%%")
