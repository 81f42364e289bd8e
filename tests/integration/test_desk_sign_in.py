"""Signing in to the staff area: first passwords, second steps, links for new passwords, refusals."""

import re
from urllib.parse import parse_qs, urljoin, urlparse

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from flask_security.totp import Totp
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from consult.models.audit import AuditEntry
from consult.models.job import OutboxMessage
from consult.models.staff import Staff
from consult.services.region import staffing
from consult.vocabulary import Role
from tests.factories.numbering import NOW
from tests.factories.region import make_partnership, make_staff
from tests.integration.conftest import MakeApp, SignIn

EMAIL = "ada@example.org"
OWN_PASSWORD = "walnut bicycle harbour seven"
LOGIN = "/desk/sign-in/login"
# Flask-Security 5.9 still gives the library's older form of choices to the form of the second step.
OLD_CHOICES = pytest.mark.filterwarnings("ignore:Passing SelectField choices as tuples:DeprecationWarning")


@pytest.fixture
def one_time_password(app: Flask, sessions: sessionmaker[Session]) -> str:
    """The password that an administrator hands to Ada."""
    return invite(app, sessions)


def invite(app: Flask, sessions: sessionmaker[Session]) -> str:
    with app.app_context(), sessions.begin() as session:
        first = staffing.invite_staff(
            session,
            email=EMAIL,
            name="Ada",
            roles=[Role.MANAGER],
            drawn=staffing.draw_password(hash_password),
            actor="system",
            now=NOW,
        )
        return first.password


def enter(client: FlaskClient, password: str, address: str = LOGIN) -> TestResponse:
    return client.post(address, data={"email": EMAIL, "password": password})


def settle(client: FlaskClient, one_time_password: str) -> None:
    """Sign in for the first time and choose a password."""
    enter(client, one_time_password)
    change_password(client, one_time_password)


def change_password(client: FlaskClient, old: str) -> TestResponse:
    new = {"new_password": OWN_PASSWORD, "new_password_confirm": OWN_PASSWORD}
    return client.post("/desk/sign-in/change", data={"password": old, **new})


def list_actions(sessions: sessionmaker[Session]) -> list[str]:
    with sessions() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)))


def test_first_password__used__opens_nothing_until_it_is_changed(
    client: FlaskClient, one_time_password: str
) -> None:
    assert enter(client, one_time_password).status_code == 302
    for address in ("/desk/", "/desk/region/", "/desk/settings/"):
        response = client.get(address)
        assert (response.status_code, response.location) == (302, "/desk/sign-in/change")
    page = client.get("/desk/sign-in/change").text
    assert "Choose your own password" in page


def test_first_password__changed__opens_the_staff_area_and_is_on_record(
    client: FlaskClient, one_time_password: str, sessions: sessionmaker[Session]
) -> None:
    enter(client, one_time_password)
    assert change_password(client, one_time_password).location == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert list_actions(sessions) == ["staff invited", "signed in", "password changed"]
    with sessions() as session:
        staff = session.scalars(select(Staff).where(Staff.email == EMAIL)).one()
        assert staff.must_change_password is False


def test_first_password__after_it_was_changed__no_longer_works(
    app: Flask, client: FlaskClient, one_time_password: str
) -> None:
    settle(client, one_time_password)
    again = enter(app.test_client(), one_time_password)
    assert again.status_code == 200
    assert "is not right" in again.text
    assert enter(app.test_client(), OWN_PASSWORD).location == "/desk/"


def test_first_password__kept_as_the_new_one__is_refused(client: FlaskClient, one_time_password: str) -> None:
    enter(client, one_time_password)
    same = {"new_password": one_time_password, "new_password_confirm": one_time_password}
    page = client.post("/desk/sign-in/change", data={"password": one_time_password, **same})
    assert "There is a problem" in page.text
    assert client.get("/desk/").location == "/desk/sign-in/change"


def test_wrong_password__entered__says_the_same_as_an_unknown_address(
    client: FlaskClient, one_time_password: str
) -> None:
    wrong = enter(client, "not the password")
    unknown = client.post(LOGIN, data={"email": "nobody@example.org", "password": "not the password"})
    messages = [re.findall(r'href="#email">([^<]+)<', page.text) for page in (wrong, unknown)]
    assert messages[0] == messages[1] != []
    assert "<title>Error: " in wrong.text


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example"]
)
def test_next__that_leads_to_another_host__is_not_followed(
    client: FlaskClient, one_time_password: str, wanted: str
) -> None:
    settle(client, one_time_password)
    client.post("/desk/sign-in/logout")
    response = client.post(
        LOGIN, query_string={"next": wanted}, data={"email": EMAIL, "password": OWN_PASSWORD, "next": wanted}
    )
    assert urlparse(urljoin("http://localhost/", response.location or "")).hostname == "localhost"


def test_page_of_the_staff_area__opened_by_nobody__is_reached_after_signing_in(
    client: FlaskClient, one_time_password: str
) -> None:
    settle(client, one_time_password)
    client.post("/desk/sign-in/logout")
    asked = client.get("/desk/region/?sector=police")
    assert parse_qs(urlparse(asked.location).query)["next"] == ["/desk/region/?sector=police"]
    assert enter(client, OWN_PASSWORD, asked.location).location == "/desk/region/?sector=police"


def test_sign_out__pressed__ends_the_session_and_empties_the_browser(
    client: FlaskClient, one_time_password: str
) -> None:
    settle(client, one_time_password)
    response = client.post("/desk/sign-in/logout")
    assert response.status_code == 302
    assert "cookies" in response.headers["Clear-Site-Data"]
    assert LOGIN in client.get("/desk/").location


def test_sign_out__pressed__ends_every_session_of_that_person_and_copies_of_its_cookie(
    app: Flask, client: FlaskClient, one_time_password: str, sign_in: SignIn
) -> None:
    settle(client, one_time_password)
    other, thief, colleague = app.test_client(), app.test_client(), sign_in(Role.MANAGER)
    other.post(LOGIN, data={"email": EMAIL, "password": OWN_PASSWORD})
    copied = client.get_cookie("session")
    assert copied
    thief.set_cookie("session", copied.value)
    assert [one.get("/desk/").status_code for one in (thief, other, colleague)] == [200, 200, 200]
    client.post("/desk/sign-in/logout")
    thief.set_cookie("session", copied.value)
    assert [one.get("/desk/").status_code for one in (thief, other, colleague)] == [302, 302, 200]
    assert enter(client, OWN_PASSWORD, LOGIN).location and client.get("/desk/").status_code == 200


def test_session__from_before_signing_in__belongs_to_nobody(
    app: Flask, client: FlaskClient, one_time_password: str
) -> None:
    """A cookie that somebody planted before does not become that of the person who signs in."""
    client.get(LOGIN)
    planted = client.get_cookie("session")
    settle(client, one_time_password)
    other = app.test_client()
    if planted:
        other.set_cookie("session", planted.value)
    assert LOGIN in other.get("/desk/").location


def test_session__of_somebody_who_works__is_prolonged_by_each_page(
    client: FlaskClient, one_time_password: str
) -> None:
    settle(client, one_time_password)
    cookies = [client.get("/desk/").headers.get("Set-Cookie", "") for _ in range(2)]
    assert all(cookie.startswith("session=") and "Expires=" in cookie for cookie in cookies)
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def test_password__changed__ends_the_sessions_of_other_browsers(
    app: Flask, client: FlaskClient, one_time_password: str
) -> None:
    settle(client, one_time_password)
    other = app.test_client()
    enter(other, OWN_PASSWORD)
    assert other.get("/desk/").status_code == 200
    another = {"new_password": "heron ladder copper nine", "new_password_confirm": "heron ladder copper nine"}
    client.post("/desk/sign-in/change", data={"password": OWN_PASSWORD, **another})
    assert LOGIN in other.get("/desk/").location


def test_member_of_staff__deactivated__is_out_at_the_next_page(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.ANALYST)
    with sessions.begin() as session:
        session.scalars(select(Staff)).one().active = False
    assert LOGIN in client.get("/desk/").location


@OLD_CHOICES
def test_second_step__set_up__is_asked_for_from_then_on(
    app: Flask, client: FlaskClient, one_time_password: str, sessions: sessionmaker[Session]
) -> None:
    settle(client, one_time_password)
    page = client.post("/desk/sign-in/tf-setup", data={"setup": "authenticator"}).text
    key = re.findall(r'secret-key" dir="ltr">([^<]+)<', page)[0]
    action = re.findall(r'action="(/desk/sign-in/tf-setup/[^"]+)"', page)[0]
    assert "data:image" not in page
    assert client.post(action, data={"code": read_code(app, key)}).status_code == 302
    assert "one-time codes set up or changed" in list_actions(sessions)
    other = app.test_client()
    asked = enter(other, OWN_PASSWORD)
    assert "Enter your code" in (asked.text if asked.status_code == 200 else other.get(asked.location).text)
    assert other.get("/desk/").status_code == 302


def read_code(app: Flask, key: str) -> str:
    """The code that an authenticator app shows for the key on the page."""
    factory: Totp = app.extensions["security"].totp_factory
    secret = factory._totp(key=key.replace(" ", ""), format="base32").to_json(encrypt=True)
    return factory.generate_totp_password(secret)


def test_forgotten_password__asked_for__goes_out_as_a_link_that_works(
    make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    app = make_app(SMTP_HOST="127.0.0.1", MAIL_FROM="Region <region@example.org>", HOSTS="localhost")
    invite(app, sessions)
    client = app.test_client()
    assert client.post("/desk/sign-in/reset", data={"email": EMAIL}).status_code in {200, 302}
    with sessions() as session:
        message = session.scalars(select(OutboxMessage)).one()
    assert message.to_address == EMAIL
    link = re.findall(r"http://localhost(/desk/sign-in/reset/\S+)", message.body_text)[0]
    assert "Choose a new password" in client.get(link).text
    new = {"password": OWN_PASSWORD, "password_confirm": OWN_PASSWORD}
    assert client.post(link, data=new).status_code == 302
    assert enter(app.test_client(), OWN_PASSWORD).status_code == 302


@pytest.mark.parametrize(
    "forged", ["evil.example", "evil.example:443", "localhost:8443", "localhost@evil.example"]
)
@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "Forwarded"])
def test_forgotten_password__asked_for_under_a_forged_host__never_sends_a_link_to_it(
    make_app: MakeApp, sessions: sessionmaker[Session], forged: str, header: str
) -> None:
    app = make_app(
        SMTP_HOST="127.0.0.1",
        MAIL_FROM="region@example.org",
        HOSTS="localhost",
        HTTPS=True,
        TRUSTED_PROXIES=1,
    )
    invite(app, sessions)
    value = f"host={forged}" if header == "Forwarded" else forged
    app.test_client().post("/desk/sign-in/reset", data={"email": EMAIL}, headers={header: value})
    with sessions() as session:
        texts = [message.body_text for message in session.scalars(select(OutboxMessage))]
    links = [link for text in texts for link in re.findall(r"https?://[^/]+/", text)]
    assert set(links) <= {"https://localhost/"}
    assert links or "evil" in forged, "a request under the site's own name is answered"


def test_forgotten_password__of_nobody__says_the_same_and_sends_nothing(
    make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    app = make_app(SMTP_HOST="127.0.0.1", MAIL_FROM="region@example.org", HOSTS="localhost")
    invite(app, sessions)
    known, unknown = (
        app.test_client().post("/desk/sign-in/reset", data={"email": email}, follow_redirects=True)
        for email in (EMAIL, "nobody@example.org")
    )
    assert "a link is on its way" in known.text
    assert "a link is on its way" in unknown.text
    with sessions() as session:
        assert len(session.scalars(select(OutboxMessage)).all()) == 1


def test_sign_in__without_a_form_token__is_refused(
    make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    app = make_app(WTF_CSRF_ENABLED=True)
    password = invite(app, sessions)
    assert enter(app.test_client(), password).status_code == 400


@OLD_CHOICES
def test_every_page_of_signing_in__opened__is_ours(sign_in: SignIn, sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        make_partnership(session)
        make_staff(session)
    client = sign_in(Role.MANAGER)
    for page in ("change", "tf-setup", "mf-recovery-codes", "verify"):
        response = client.get(f"/desk/sign-in/{page}")
        assert response.status_code == 200, page
        assert "desk-header" in response.text
        assert "_fsdomain" not in response.text


@pytest.mark.parametrize(("page", "most"), [("login", 30), ("reset", 5), ("mf-recovery", 30)])
def test_sign_in__tried_without_end__is_slowed_down(make_app: MakeApp, page: str, most: int) -> None:
    client = make_app(RATELIMIT_ENABLED=True, SMTP_HOST="localhost", HOSTS="localhost").test_client()
    tried = [client.post(f"/desk/sign-in/{page}", data={"email": EMAIL}).status_code for _ in range(most + 1)]
    assert 429 not in tried[:-1] and tried[-1] == 429
