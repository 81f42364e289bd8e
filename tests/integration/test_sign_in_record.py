"""What signing in leaves on record: every refusal, never what was typed, whatever becomes of the request."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.staff import Staff
from consult.services import auditing
from consult.vocabulary import Role
from consult.web.access import PUBLIC, allow
from consult.web.database import db, get_session, note_anyway
from tests.factories.region import make_staff
from tests.integration.conftest import MakeApp, SignIn

EMAIL = "ada@example.org"
PASSWORD = "walnut bicycle harbour seven"
LOGIN = "/desk/sign-in/login"
SECRET_IN_THE_WRONG_FIELD = "heron-ladder-copper@nine.example"


@pytest.fixture
def ada(app: Flask, sessions: sessionmaker[Session]) -> str:
    """The id of a member of staff who signs in with PASSWORD."""
    with app.app_context(), sessions.begin() as session:
        return make_staff(session, Role.MANAGER, email=EMAIL, password=hash_password(PASSWORD)).id


def try_to_enter(client: FlaskClient, email: str = EMAIL, password: str = PASSWORD, **more: Any) -> int:
    return client.post(LOGIN, data={"email": email, "password": password}, **more).status_code


@contextmanager
def watching(app: Flask) -> Iterator[list[str]]:
    """The statements that the site sends to its database meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def list_acts(sessions: sessionmaker[Session]) -> list[tuple[str, str, str, str]]:
    """Action, actor, whom it was about, and why, in order."""
    with sessions() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
        return [(one.action, one.actor, one.subject_id, one.details.get("why", "")) for one in entries]


def test_sign_in__with_a_wrong_password__is_on_record_for_that_person(
    client: FlaskClient, ada: str, sessions: sessionmaker[Session]
) -> None:
    assert try_to_enter(client, password="not the password") == 200
    assert list_acts(sessions) == [("sign-in refused", auditing.PUBLIC, ada, "wrong password")]


@pytest.mark.parametrize("typed", [SECRET_IN_THE_WRONG_FIELD, "heron ladder copper nine"])
def test_sign_in__with_an_unknown_address__is_on_record_without_what_was_typed(
    client: FlaskClient, ada: str, sessions: sessionmaker[Session], typed: str
) -> None:
    assert try_to_enter(client, email=typed, password="another secret") == 200
    assert list_acts(sessions) == [("sign-in refused", auditing.PUBLIC, "", "unknown address")]
    with sessions() as session:
        kept = repr(session.execute(text("SELECT * FROM audit_entry")).all())
    assert "heron" not in kept and "another secret" not in kept


def test_sign_in__of_somebody_who_left__is_on_record(
    client: FlaskClient, ada: str, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        session.get_one(Staff, ada).active = False
    try_to_enter(client)
    assert list_acts(sessions) == [("sign-in refused", auditing.PUBLIC, ada, "no longer allowed to sign in")]


def test_sign_in__with_an_empty_field__is_no_attempt(
    client: FlaskClient, ada: str, sessions: sessionmaker[Session]
) -> None:
    try_to_enter(client, password="")
    assert list_acts(sessions) == []


def test_sign_in__refused_with_status_400__is_on_record_though_the_request_is_undone(
    client: FlaskClient, ada: str, sessions: sessionmaker[Session]
) -> None:
    wrong = {"email": EMAIL, "password": "not the password"}
    assert client.post(LOGIN, json=wrong, headers={"Accept": "application/json"}).status_code == 400
    assert [act[0] for act in list_acts(sessions)] == ["sign-in refused"]


def test_sign_in__refused__looks_the_same_for_known_and_unknown(app: Flask, ada: str) -> None:
    pages = [
        app.test_client().post(LOGIN, data={"email": email, "password": "not the password"})
        for email in (EMAIL, "ado@example.org")
    ]
    shown = [re.sub(r'value="[^"]*"', "", page.text).replace("ado@", "ada@") for page in pages]
    assert shown[0] == shown[1]
    assert {*pages[0].headers.keys()} == {*pages[1].headers.keys()}


def test_sign_in__refused__takes_as_many_steps_for_known_and_unknown(
    app: Flask, client: FlaskClient, ada: str
) -> None:
    """The record is written by the same statements, so that it does not tell the two apart by time."""
    seen = []
    try_to_enter(client, email="first@example.org", password="not the password")  # opens the connection
    for email in (EMAIL, "nobody@example.org"):
        with watching(app) as statements:
            try_to_enter(client, email=email, password="not the password")
        seen.append(statements)
    assert seen[0] == seen[1]
    assert any("INSERT INTO audit_entry" in one for one in seen[0])


def test_sign_in__slowed_down__is_on_record_once_a_minute(
    make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    statuses = [try_to_enter(client, email="nobody@example.org") for _ in range(33)]
    assert statuses[-3:] == [429, 429, 429]
    actions = [act[0] for act in list_acts(sessions)]
    assert actions == ["sign-in refused"] * 30 + ["sign-in slowed down"]


def test_new_password__asked_for__is_on_record_for_known_and_unknown(
    make_app: MakeApp, sessions: sessionmaker[Session], ada: str
) -> None:
    client = make_app(SMTP_HOST="127.0.0.1", MAIL_FROM="a@example.org", HOSTS="localhost").test_client()
    for email in (EMAIL, SECRET_IN_THE_WRONG_FIELD):
        client.post("/desk/sign-in/reset", data={"email": email})
    assert list_acts(sessions) == [
        ("new password asked for", auditing.PUBLIC, ada, "a link is sent"),
        ("new password asked for", auditing.PUBLIC, "", "unknown address"),
    ]


def test_sign_out__pressed__is_on_record(
    client: FlaskClient, ada: str, sessions: sessionmaker[Session]
) -> None:
    try_to_enter(client)
    client.post("/desk/sign-in/logout")
    client.post("/desk/sign-in/logout")
    assert [act[:2] for act in list_acts(sessions)] == [("signed in", ada), ("signed out", ada)]


def test_old_password__typed_wrong_to_change_it__is_on_record(
    client: FlaskClient, ada: str, sessions: sessionmaker[Session]
) -> None:
    try_to_enter(client)
    new = {"new_password": "heron ladder copper nine", "new_password_confirm": "heron ladder copper nine"}
    client.post("/desk/sign-in/change", data={"password": "not the password", **new})
    client.post("/desk/sign-in/verify", data={"password": "not the password"})
    assert list_acts(sessions)[1:] == [
        ("password change refused", ada, ada, "wrong password"),
        ("password not confirmed", ada, ada, "wrong password"),
    ]


@pytest.fixture
def ada_with_codes(app: Flask, client: FlaskClient, ada: str, sessions: sessionmaker[Session]) -> list[str]:
    """Ada has a second step; the recovery codes that she printed."""
    with app.app_context(), sessions.begin() as session:
        staff = session.get_one(Staff, ada)
        security = app.extensions["security"]
        staff.tf_primary_method = "authenticator"
        staff.tf_totp_secret = security.totp_factory.generate_totp_secret()
        util = security.mf_recovery_codes_util
        codes = ["abcd-efgh-1234", "abcd-efgh-5678"]
        staff.mf_recovery_codes = util._encrypt_codes(codes)
    assert try_to_enter(client) == 302
    return codes


@pytest.mark.filterwarnings("ignore:Passing SelectField choices as tuples:DeprecationWarning")
def test_second_step__tried_wrong__is_on_record(
    client: FlaskClient, ada: str, ada_with_codes: list[str], sessions: sessionmaker[Session]
) -> None:
    client.post("/desk/sign-in/tf-validate", data={"code": "000000"})
    client.post("/desk/sign-in/mf-recovery", data={"code": "wrong-code"})
    assert list_acts(sessions) == [
        ("sign-in refused", auditing.PUBLIC, ada, "wrong one-time code"),
        ("sign-in refused", auditing.PUBLIC, ada, "wrong recovery code"),
    ]


def test_recovery_code__used__is_on_record(
    client: FlaskClient, ada: str, ada_with_codes: list[str], sessions: sessionmaker[Session]
) -> None:
    assert client.post("/desk/sign-in/mf-recovery", data={"code": ada_with_codes[0]}).status_code == 302
    assert [act[:2] for act in list_acts(sessions)] == [("recovery code used", ada), ("signed in", ada)]


def test_note__of_a_page_that_failed__stays_and_the_rest_is_undone(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    @app.post("/fails")
    @allow(PUBLIC)
    def fails() -> tuple[str, int]:
        make_staff(get_session(), Role.MANAGER)
        note_anyway(lambda session: make_staff(session, Role.AUDITOR, email="noted@example.org"))
        return "no", 409

    assert app.test_client().post("/fails").status_code == 409
    with sessions() as session:
        assert session.scalars(select(Staff.email)).all() == ["noted@example.org"]


def test_record__shown_to_an_auditor__names_whom_a_refusal_was_about(
    client: FlaskClient, ada: str, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    try_to_enter(client, password="not the password")
    with sessions() as session:
        name = session.get_one(Staff, ada).name
    page = sign_in(Role.AUDITOR).get("/desk/settings/audit/?action=sign-in+refused").text
    assert "wrong password" in page and "The public" in page
    assert page.count(name) > 1, "in the filter, and in the entry"
