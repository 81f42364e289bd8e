"""Checking a password takes long on purpose, and meanwhile anybody may write."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from flask_security.recoverable import generate_reset_password_token
from flask_security.utils import get_hmac
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.job import OutboxMessage
from consult.models.staff import Staff
from consult.vocabulary import Role
from consult.web.password_checks import CHECKS
from tests.factories.region import make_staff
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.other_writer import OtherWriter

EMAIL, PASSWORD = "ada@example.org", "walnut bicycle harbour seven"
LOGIN, RESET = "/desk/sign-in/login", "/desk/sign-in/reset"
VERIFY, CHANGE = "/desk/sign-in/verify", "/desk/sign-in/change"
CHECK = "flask_security.core.verify_and_update_password"
NEW = "heron ladder copper nine"
CHANGED = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}


@pytest.fixture
def ada(app: Flask, sessions: sessionmaker[Session]) -> str:
    with app.app_context(), sessions.begin() as session:
        return make_staff(session, Role.MANAGER, email=EMAIL, password=hash_password(PASSWORD)).id


@pytest.fixture
def other(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> OtherWriter:
    return OtherWriter(sqlite_url, monkeypatch)


@pytest.fixture
def signed_in(client: FlaskClient, ada: str) -> FlaskClient:
    """Ada's browser."""
    assert enter(client) == 302
    return client


@pytest.fixture
def with_link(make_app: MakeApp, ada: str, sessions: sessionmaker[Session]) -> tuple[FlaskClient, str]:
    """A browser, and the link for a new password that was sent to Ada."""
    app = make_app(SMTP_HOST="localhost", HOSTS="localhost")
    with app.app_context(), sessions() as session:
        return app.test_client(), f"{RESET}/{generate_reset_password_token(session.get_one(Staff, ada))}"


def enter(client: FlaskClient, password: str = PASSWORD) -> int:
    return client.post(LOGIN, data={"email": EMAIL, "password": password}).status_code


def give_older_hash(app: Flask, ada: str, sessions: sessionmaker[Session]) -> None:
    """As it was made before the way to make it changed."""
    with app.app_context(), sessions.begin() as session:
        older = app.extensions["security"].pwd_context.handler("pbkdf2_sha512").hash(get_hmac(PASSWORD))
        session.get_one(Staff, ada).password = older


@contextmanager
def crowd() -> Iterator[None]:
    """As many check a password as may."""
    with ExitStack() as full:
        for _ in range(CHECKS.most):
            full.enter_context(CHECKS.take())
        yield


@pytest.mark.parametrize(("password", "status"), [(PASSWORD, 302), ("not the password", 200)])
def test_sign_in__checked__keeps_nobody_from_writing(
    client: FlaskClient, ada: str, other: OtherWriter, password: str, status: int
) -> None:
    other.write_during(CHECK)
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


def test_new_password__asked_for__keeps_nobody_from_writing_while_its_link_is_made(
    make_app: MakeApp, ada: str, other: OtherWriter, sessions: sessionmaker[Session]
) -> None:
    client = make_app(SMTP_HOST="localhost", HOSTS="localhost").test_client()
    other.write_during("flask_security.recoverable.hash_data")
    client.post(RESET, data={"email": EMAIL})
    assert other.met == ["written"]
    with sessions() as session:
        assert "/desk/sign-in/reset/" in session.scalars(select(OutboxMessage)).one().body_text


def test_sign_in__with_a_hash_of_an_older_kind__gets_in_and_has_a_new_one(
    app: Flask, ada: str, sessions: sessionmaker[Session]
) -> None:
    give_older_hash(app, ada, sessions)
    for _ in range(2):
        assert app.test_client().post(LOGIN, data={"email": EMAIL, "password": PASSWORD}).status_code == 302
    with sessions() as session:
        assert str(session.get_one(Staff, ada).password).startswith("$argon2")


def test_passwords__checked_by_a_crowd__are_few_at_once_and_the_rest_are_told_to_wait(
    app: Flask, ada: str
) -> None:
    right = {"email": EMAIL, "password": PASSWORD}
    with crowd():
        refused = app.test_client().post(LOGIN, data=right)
        assert refused.status_code == 429 and refused.headers["Retry-After"]
    assert app.test_client().post(LOGIN, data=right).status_code == 302


def test_new_password__asked_for_by_many__waits_for_its_turn(make_app: MakeApp) -> None:
    client = make_app(SMTP_HOST="localhost", HOSTS="localhost").test_client()
    with crowd():
        assert client.post(RESET, data={"email": "nobody@example.net"}).status_code == 429
        assert client.get(RESET).status_code == 200
    assert client.post(RESET, data={"email": "nobody@example.net"}).status_code == 200


@pytest.mark.parametrize(("password", "status"), [(PASSWORD, 302), ("not the password", 200)])
def test_password__confirmed__keeps_nobody_from_writing(
    signed_in: FlaskClient, other: OtherWriter, password: str, status: int
) -> None:
    other.write_during(CHECK)
    assert signed_in.post(VERIFY, data={"password": password}).status_code == status
    assert other.met == ["written"]


def test_password__changed__keeps_nobody_from_writing(
    app: Flask, signed_in: FlaskClient, other: OtherWriter
) -> None:
    other.write_during("flask_security.forms.verify_password")
    other.write_during("flask_security.changeable.hash_password")
    assert signed_in.post(CHANGE, data={**CHANGED, "password": "not the password"}).status_code == 200
    assert signed_in.post(CHANGE, data=CHANGED).location == "/desk/"
    assert other.met == ["written"] * 3
    assert (enter(app.test_client()), enter(app.test_client(), NEW)) == (200, 302)


def test_password__chosen_with_a_link__keeps_nobody_from_writing(
    app: Flask, with_link: tuple[FlaskClient, str], other: OtherWriter
) -> None:
    client, link = with_link
    other.write_during("flask_security.recoverable.hash_password")
    assert client.post(link, data={"password": NEW, "password_confirm": NEW}).status_code == 302
    assert other.met == ["written"]
    assert (enter(app.test_client()), enter(app.test_client(), NEW)) == (200, 302)


def test_password__given_anew_by_somebody_else_meanwhile__is_not_replaced(
    app: Flask, signed_in: FlaskClient, ada: str, other: OtherWriter, sessions: sessionmaker[Session]
) -> None:
    """As an administrator does who knows that the old one is known to others."""
    given = "UPDATE staff SET password = 'theirs', fs_uniquifier = 'another'"
    other.write_during("flask_security.changeable.hash_password", given)
    assert signed_in.post(CHANGE, data=CHANGED).status_code == 401
    assert other.met == ["written"]
    with sessions() as session:
        assert session.get_one(Staff, ada).password == "theirs"
    assert signed_in.get("/desk/").status_code == 302


def test_password__drawn_for_a_colleague__keeps_nobody_from_writing(
    sign_in: SignIn, ada: str, other: OtherWriter
) -> None:
    administrator = sign_in(Role.ADMINISTRATOR, email="robin@example.org")
    other.write_during("consult.web.desk_staff.hash_password")
    invited = {"email": "new@example.org", "name": "New", "roles": ["manager"], "organisation": ""}
    for page, sent in {"invite": invited, f"{ada}/password": {}}.items():
        answer = administrator.post(f"/desk/staff/{page}", data=sent)
        assert answer.status_code == 200 and re.search(r"\w{5}(-\w{5}){3}", answer.text)
    assert other.met == ["written"] * 2


def test_password__drawn_by_whoever_lost_the_right_meanwhile__is_not_given(
    sign_in: SignIn, ada: str, other: OtherWriter, sessions: sessionmaker[Session]
) -> None:
    administrator = sign_in(Role.ADMINISTRATOR, email="robin@example.org")
    switch_off = "UPDATE staff SET active = 0 WHERE email = 'robin@example.org'"
    other.write_during("consult.web.desk_staff.hash_password", switch_off)
    with sessions() as session:
        before = session.get_one(Staff, ada).password
    assert administrator.post(f"/desk/staff/{ada}/password").status_code == 403
    with sessions() as session:
        assert session.get_one(Staff, ada).password == before


@pytest.mark.parametrize("page", [LOGIN, VERIFY])
def test_password__given_anew_while_its_hash_is_made_anew__is_not_replaced(
    app: Flask,
    signed_in: FlaskClient,
    ada: str,
    other: OtherWriter,
    sessions: sessionmaker[Session],
    page: str,
) -> None:
    give_older_hash(app, ada, sessions)
    other.write_during(CHECK, "UPDATE staff SET password = 'theirs', fs_uniquifier = 'another'")
    client = signed_in if page == VERIFY else app.test_client()
    client.post(page, data={"email": EMAIL, "password": PASSWORD})
    assert other.met == ["written"]
    with sessions() as session:
        assert session.get_one(Staff, ada).password == "theirs"


@pytest.mark.parametrize(("page", "sent"), [(VERIFY, {"password": PASSWORD}), (CHANGE, CHANGED)])
def test_password__waiting_for_its_turn__keeps_nobody_from_writing(
    signed_in: FlaskClient, other: OtherWriter, page: str, sent: dict[str, str]
) -> None:
    other.write_during("consult.sealing.turns.Turns.take")
    assert signed_in.post(page, data=sent).status_code == 302
    assert other.met == ["written"]


def test_password__confirmed_or_changed_in_a_crowd__waits_and_loses_nothing(
    app: Flask, signed_in: FlaskClient
) -> None:
    with crowd():
        for page, sent in {VERIFY: {"password": PASSWORD}, CHANGE: CHANGED}.items():
            refused = signed_in.post(page, data=sent)
            assert refused.status_code == 429 and refused.headers["Retry-After"]
            assert "then try again" in refused.text
            assert "What you saved before is kept" in refused.text and PASSWORD not in refused.text
        assert signed_in.get(CHANGE).status_code == 200
    assert enter(app.test_client()) == 302
    assert signed_in.post(VERIFY, data={"password": PASSWORD}).status_code == 302
    assert signed_in.post(CHANGE, data=CHANGED).location == "/desk/"


def test_password__chosen_with_a_link_in_a_crowd__waits_and_loses_nothing(
    with_link: tuple[FlaskClient, str],
) -> None:
    client, link = with_link
    chosen = {"password": NEW, "password_confirm": NEW}
    with crowd():
        assert client.post(link, data=chosen).status_code == 429
        assert client.post(f"{link}x", data=chosen).status_code == 302, "an invented link stands in no line"
    assert client.post(link, data=chosen).status_code == 302
    assert enter(client, NEW) == 302
