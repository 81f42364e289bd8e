"""Signing in tried without a pause: who tries one address, or invents many, keeps nobody else out."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy.orm import Session, sessionmaker

from consult.vocabulary import Role
from consult.web import sign_in_limits
from consult.web.limits import limiter
from tests.factories.region import make_staff
from tests.integration.conftest import MakeApp

SIGN_IN = "/desk/sign-in"
LOGIN = f"{SIGN_IN}/login"
EMAIL, OTHER = "ada@example.org", "grace@example.org"
PASSWORD = "walnut bicycle harbour seven"
MOST = 3
MOST_OF_ALL = 6


@pytest.fixture
def app(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A site with low limits; those it really has are tried in test_sign_in_record and test_desk_sign_in."""
    monkeypatch.setattr(sign_in_limits, "LIMIT_OF_ONE", f"{MOST} per minute")
    monkeypatch.setattr(sign_in_limits, "LIMIT_OF_LINKS", f"{MOST} per minute")
    monkeypatch.setattr(sign_in_limits, "LIMIT_OF_EVERYBODY", f"{MOST_OF_ALL} per minute")
    return make_app(RATELIMIT_ENABLED=True, SMTP_HOST="localhost", HOSTS="localhost")


@pytest.fixture
def staff(app: Flask, sessions: sessionmaker[Session]) -> dict[str, str]:
    """Two who sign in with PASSWORD: what a session calls them, by address."""
    with app.app_context(), sessions.begin() as session:
        password = hash_password(PASSWORD)
        both = [make_staff(session, Role.MANAGER, email=one, password=password) for one in (EMAIL, OTHER)]
        return {one.email: one.fs_uniquifier for one in both}


def enter(app: Flask, email: str = EMAIL) -> int:
    return app.test_client().post(LOGIN, data={"email": email, "password": PASSWORD}).status_code


def try_out(app: Flask, email: str, page: str = "login") -> int:
    """A try that costs no computation: without a password, or for nobody."""
    return app.test_client().post(f"{SIGN_IN}/{page}", data={"email": email}).status_code


def go_on(client: FlaskClient, whose: str, page: str) -> int:
    """A try at what comes after the password, or after signing in."""
    with client.session_transaction() as session:
        session["_user_id" if page in {"verify", "change"} else "tf_user_id"] = whose
    return client.post(f"{SIGN_IN}/{page}", data={"code": "1"}).status_code


def test_sign_in__right__gets_in_while_an_outsider_invents_addresses(
    app: Flask, staff: dict[str, str]
) -> None:
    for at in range(MOST_OF_ALL - 1):
        assert try_out(app, f"nobody{at}@example.net") == 200
    assert enter(app) == 302


@pytest.mark.parametrize("page", ["login", "reset"])
def test_sign_in__tried_for_one_address__is_slowed_down_for_that_one_alone(
    app: Flask, staff: dict[str, str], page: str
) -> None:
    tried = [try_out(app, EMAIL, page) for _ in range(MOST + 1)]
    assert tried == [tried[0]] * MOST + [429] and tried[0] != 429
    assert try_out(app, OTHER, page) == tried[0]
    assert enter(app, OTHER) == 302
    assert enter(app) == (429 if page == "login" else 302), "each page counts by itself"


@pytest.mark.parametrize(
    "spelling", ["ADA@example.org", "ada@EXAMPLE.ORG", "ada@example。org", "ａda@example.org"]
)
def test_address__spelled_in_another_way__is_the_same(
    app: Flask, staff: dict[str, str], spelling: str
) -> None:
    for _ in range(MOST):
        try_out(app, spelling)
    same = app.test_client().post(LOGIN, json={"email": EMAIL, "password": PASSWORD})
    assert same.status_code == 429


@pytest.mark.parametrize("sent", [[EMAIL], {"email": EMAIL}, {"email": [EMAIL, OTHER]}])
def test_address__sent_as_json__is_read_as_the_form_reads_it(app: Flask, sent: object) -> None:
    with app.test_request_context(LOGIN, method="POST", json=sent):
        read = sign_in_limits._find_address()
    assert read == ("" if isinstance(sent, list) else EMAIL)


@pytest.mark.parametrize("page", ["tf-validate", "mf-recovery", "verify", "change"])
def test_second_step__tried_for_one_person__keeps_nobody_else_from_theirs(
    app: Flask, staff: dict[str, str], page: str
) -> None:
    tried = [go_on(app.test_client(), staff[EMAIL], page) for _ in range(MOST + 1)]
    assert 429 not in tried[:-1] and tried[-1] == 429
    assert go_on(app.test_client(), staff[OTHER], page) != 429


def test_sign_in__tried_for_many_addresses__is_limited_over_everybody(app: Flask) -> None:
    statuses = [try_out(app, f"nobody{at}@example.net") for at in range(MOST_OF_ALL + 1)]
    assert statuses == [200] * MOST_OF_ALL + [429]


def test_limits__as_they_are__slow_down_one_long_before_everybody(make_app: MakeApp) -> None:
    app = make_app(RATELIMIT_ENABLED=True)
    assert [try_out(app, OTHER) for _ in range(31)] == [200] * 30 + [429]
    statuses = [try_out(app, f"nobody{at}@example.net") for at in range(91)]
    assert statuses == [200] * 90 + [429]


def test_sign_in__slowed_down_for_one__counts_for_nobody_else(app: Flask, staff: dict[str, str]) -> None:
    for _ in range(3 * MOST_OF_ALL):
        try_out(app, OTHER)
    assert enter(app) == 302


def test_limit__of_many_addresses__keeps_few_numbers_and_no_address(app: Flask) -> None:
    for at in range(MOST_OF_ALL):
        try_out(app, f"nobody{at}@example.net")
    kept = [key for key in limiter.storage.events if "login" in key]  # type: ignore[attr-defined]
    assert kept and not any("@" in key or "nobody" in key for key in kept)
    shares = {sign_in_limits._give_share(f"nobody{at}@example.net", "a secret") for at in range(9000)}
    assert len(shares) <= sign_in_limits.SHARES
    assert sign_in_limits._give_share(EMAIL, "a secret") != sign_in_limits._give_share(EMAIL, "another")
