"""Checking a password takes long on purpose, and meanwhile anybody may write."""

from contextlib import ExitStack

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from flask_security.utils import get_hmac
from sqlalchemy.orm import Session, sessionmaker

from consult.models.staff import Staff
from consult.vocabulary import Role
from consult.web.password_checks import CHECKS
from tests.factories.region import make_staff
from tests.integration.conftest import MakeApp
from tests.integration.other_writer import OtherWriter

EMAIL, PASSWORD = "ada@example.org", "walnut bicycle harbour seven"
LOGIN, RESET = "/desk/sign-in/login", "/desk/sign-in/reset"


@pytest.fixture
def ada(app: Flask, sessions: sessionmaker[Session]) -> str:
    with app.app_context(), sessions.begin() as session:
        return make_staff(session, Role.MANAGER, email=EMAIL, password=hash_password(PASSWORD)).id


@pytest.fixture
def other(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> OtherWriter:
    return OtherWriter(sqlite_url, monkeypatch)


@pytest.mark.parametrize(("password", "status"), [(PASSWORD, 302), ("not the password", 200)])
def test_sign_in__checked__keeps_nobody_from_writing(
    client: FlaskClient, ada: str, other: OtherWriter, password: str, status: int
) -> None:
    other.write_during("flask_security.core.verify_and_update_password")
    assert client.post(LOGIN, data={"email": EMAIL, "password": password}).status_code == status
    assert other.met == ["written"]


def test_sign_in__of_nobody__keeps_nobody_from_writing(
    client: FlaskClient, ada: str, other: OtherWriter
) -> None:
    other.write_during("flask_security.forms.hash_password")
    client.post(LOGIN, data={"email": "nobody@example.net", "password": PASSWORD})
    assert other.met == ["written"]


def test_new_password__asked_for_nobody__keeps_nobody_from_writing(
    make_app: MakeApp, ada: str, other: OtherWriter
) -> None:
    client = make_app(SMTP_HOST="localhost", HOSTS="localhost").test_client()
    other.write_during("flask_security.views.hash_password")
    client.post(RESET, data={"email": "nobody@example.net"})
    assert other.met == ["written"]


def test_sign_in__with_a_hash_of_an_older_kind__gets_in_and_has_a_new_one(
    app: Flask, ada: str, sessions: sessionmaker[Session]
) -> None:
    with app.app_context(), sessions.begin() as session:
        older = app.extensions["security"].pwd_context.handler("pbkdf2_sha512").hash(get_hmac(PASSWORD))
        session.get_one(Staff, ada).password = older
    for _ in range(2):
        assert app.test_client().post(LOGIN, data={"email": EMAIL, "password": PASSWORD}).status_code == 302
    with sessions() as session:
        assert str(session.get_one(Staff, ada).password).startswith("$argon2")


def test_passwords__checked_by_a_crowd__are_few_at_once_and_the_rest_are_told_to_wait(
    app: Flask, ada: str
) -> None:
    right = {"email": EMAIL, "password": PASSWORD}
    with ExitStack() as crowd:
        for _ in range(CHECKS.most):
            crowd.enter_context(CHECKS.take())
        refused = app.test_client().post(LOGIN, data=right)
        assert refused.status_code == 429 and refused.headers["Retry-After"]
    assert app.test_client().post(LOGIN, data=right).status_code == 302


def test_new_password__asked_for_by_many__waits_for_its_turn(make_app: MakeApp) -> None:
    client = make_app(SMTP_HOST="localhost", HOSTS="localhost").test_client()
    with ExitStack() as full:
        for _ in range(CHECKS.most):
            full.enter_context(CHECKS.take())
        assert client.post(RESET, data={"email": "nobody@example.net"}).status_code == 429
        assert client.get(RESET).status_code == 200
    assert client.post(RESET, data={"email": "nobody@example.net"}).status_code == 200
