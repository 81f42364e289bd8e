"""The whole site over an up-to-date SQLite database, and clients signed in with any role."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from consult.app import create_app
from consult.config import SiteRole
from consult.models.engine import make_engine
from consult.models.staff import Staff
from consult.sealing.salt_files import create_secret_salt
from consult.vocabulary import Role
from consult.web.database import db
from tests.factories.answering import make_open_consultation
from tests.factories.numbering import NOW
from tests.factories.region import make_staff
from tests.integration.analysed_without_models import (
    analysed_id,
    find_analysed,
    much_analysed_id,
    no_models,
    settings,
)
from tests.integration.command_line import CommandLine, fill, point_at
from tests.integration.drafted_copies import kept_draft, kept_told
from tests.integration.key_commands import agents, key_folder, keys
from tests.integration.visitor import Visitor

__all__ = [
    "agents",
    "analysed_id",
    "find_analysed",
    "kept_draft",
    "kept_told",
    "key_folder",
    "keys",
    "much_analysed_id",
    "no_models",
    "settings",
]
CHEAP_HASHING = {"argon2__time_cost": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}
MakeApp = Callable[..., Flask]
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def make_app(sqlite_url: str, sqlite_keys_url: str, tmp_path: Path) -> Iterator[MakeApp]:
    """Builds the site with these settings; its clock stands still at the factories' NOW."""
    made = []

    def build(role: SiteRole = SiteRole.ALL, **settings: object) -> Flask:
        given = {
            "SECRET_KEY": "for tests only",
            "DATABASE_URL": sqlite_url,
            "KEYSTORE_URL": sqlite_keys_url,
            "INSTANCE": str(tmp_path / "instance"),
            "KEY_FILE": str(tmp_path / "instance" / "partnership-key.json"),
            "KEY_SOCKET": str(tmp_path / "keys.sock"),
            "SALT_FILE": str(tmp_path / "instance" / "salt.hex"),
            "STRETCHING": "minimal",
            "HTTPS": False,
            "TESTING": True,
            "WTF_CSRF_ENABLED": False,
            "LEAST_SECONDS": 0,
            "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": CHEAP_HASHING,
        }
        app = create_app({**given, **settings}, role=role)
        app.extensions["clock"] = lambda: NOW
        made.append(app)
        return app

    yield build
    for app in made:
        with app.app_context():
            db.engine.dispose()
        app.extensions["key_store"].close()


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """The site, without the check of form tokens."""
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor."""
    return app.test_client()


@pytest.fixture
def sessions(sqlite_url: str) -> Iterator[sessionmaker[Session]]:
    """Makes sessions on the site's database: `with sessions.begin() as session: make_…(session)`."""
    engine = make_engine(sqlite_url)
    yield sessionmaker(engine)
    engine.dispose()


@pytest.fixture
def new_visitor(app: Flask, sessions: sessionmaker[Session]) -> Callable[[], Visitor]:
    """Gives browsers of people who may answer the one open consultation."""
    create_secret_salt(Path(app.config["SALT_FILE"]))
    with sessions.begin() as session:
        make_open_consultation(session)
    return lambda: Visitor(app.test_client())


@pytest.fixture
def visitor(new_visitor: Callable[[], Visitor]) -> Visitor:
    """Somebody who may answer the one open consultation."""
    return new_visitor()


@pytest.fixture
def sign_in(app: Flask, sessions: sessionmaker[Session]) -> SignIn:
    """Gives a client signed in as a new member of staff: `sign_in(Role.MANAGER, name="Ada")`."""

    def enter(*roles: Role, **values: object) -> FlaskClient:
        with sessions.begin() as session:
            staff = make_staff(session, *roles, **values)
            return sign_in_client(app, staff)

    return enter


def sign_in_client(app: Flask, staff: Staff) -> FlaskClient:
    """A client whose cookie says that this member of staff has just signed in."""
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = staff.fs_uniquifier
        cookie["_fresh"] = True
        cookie["_permanent"] = True
        cookie["fs_cc"] = "set"
        cookie["fs_paa"] = time.time()
    return client


@pytest.fixture
def command_line(
    sqlite_url: str,
    sqlite_keys_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> CommandLine:
    """`consult` on an installation whose database is that of the test."""
    point_at(
        monkeypatch,
        tmp_path,
        DATABASE_URL=sqlite_url,
        KEYSTORE_URL=sqlite_keys_url,
        SECRET_KEY="for tests only",
    )
    return CommandLine(tmp_path, sqlite_url, capsys)


@pytest.fixture
def consult(command_line: CommandLine) -> CommandLine:
    """The same with one consultation, in an empty folder."""
    command_line.look(fill)
    return command_line
