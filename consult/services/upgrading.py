"""Bring a database up to date, and say how far it is."""

from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from consult import migrations
from consult.models.engine import make_engine, reading_only

SCRIPTS = Path(migrations.__path__[0])


def upgrade_database(database: str | Engine, revision: str = "head") -> None:
    """Bring a database to a revision, all or nothing; a SQLite file that holds something is copied first.

    Raises: ConfigurationError (C011, C012).
    """
    if isinstance(database, Engine):
        command.upgrade(make_alembic_config(database), revision)
        return
    engine = make_engine(database)
    try:
        command.upgrade(make_alembic_config(engine), revision)
    finally:
        engine.dispose()


def find_current_revision(engine: Engine) -> str | None:
    """The revision a database is at; None for an empty one."""
    with reading_only(), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current(engine: Engine) -> bool:
    """True when nothing is left to bring up to date."""
    return find_current_revision(engine) == _get_scripts().get_current_head()


def list_revisions() -> list[str]:
    """Every revision, the first one first."""
    return [script.revision for script in reversed(list(_get_scripts().walk_revisions()))]


def make_alembic_config(engine: Engine, *, more_versions: Sequence[Path] = ()) -> Config:
    """Return what Alembic's commands take, with no settings file and no application."""
    config = Config()
    config.set_main_option("script_location", _escape(SCRIPTS))
    config.set_main_option("path_separator", "newline")
    folders = [SCRIPTS / "versions", *more_versions]
    config.set_main_option("version_locations", "\n".join(_escape(folder) for folder in folders))
    config.attributes["engine"] = engine
    return config


def _get_scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", _escape(SCRIPTS))
    config.set_main_option("path_separator", "newline")
    return ScriptDirectory.from_config(config)


def _escape(path: Path) -> str:
    return str(path).replace("%", "%%")
