"""Every address, tried as nobody and as each role: what is refused, and that nothing breaks."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from consult.app import create_app
from consult.models.engine import make_engine
from consult.vocabulary import Role
from consult.web.access import Rule, find_rule
from tests.factories.region import make_partnership, make_staff

ROLES = (None, *Role)
SIGN_IN = "/desk/sign-in/login"
FILLED = {"filename": "js/main.js", "path": "js/main.js", "number": "1", "version": "1"}


@pytest.fixture
def app(sqlite_url: str, sqlite_keys_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The site with every page open, form tokens checked, and one member of staff for each role."""
    engine = make_engine(sqlite_url)
    with Session(engine) as session:
        make_partnership(session)
        for role in Role:
            make_staff(session, role, email=f"{role}@example.org", fs_uniquifier=f"unique-{role}")
        session.commit()
    engine.dispose()
    app = create_app({
        "SECRET_KEY": "only for tests", "DATABASE_URL": sqlite_url, "INSTANCE": str(tmp_path), "HTTPS": False,
        "KEYSTORE_URL": sqlite_keys_url,
        "ACCOUNT_FORM": True, "SMTP_HOST": "localhost", "HOSTS": "localhost", "RATELIMIT_ENABLED": False,
    })  # fmt: skip
    yield app
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


def sign_in(app: Flask, role: Role | None) -> FlaskClient:
    """A browser in which somebody with the role is signed in, or nobody."""
    client = app.test_client()
    if role is not None:
        with client.session_transaction() as session:
            session.update({"_user_id": f"unique-{role}", "_fresh": True, "fs_cc": "set"})
    return client


def list_own_routes(app: Flask) -> list[tuple[Route, str, Rule]]:
    """Every route of ours with each method a browser can send; those of libraries are tested by them."""
    routes = [route for route in app.url_map.iter_rules() if not route.endpoint.startswith("security.")]
    found = [
        (route, method) for route in routes for method in sorted({"GET", "POST"} & (route.methods or set()))
    ]
    return [(route, method, rule) for route, method in found if (rule := find_rule(app, route.endpoint))]


def fill(app: Flask, route: Route) -> str:
    """An address of the route that leads to nothing that exists."""
    values = {name: FILLED.get(name, str(uuid.UUID(int=7))) for name in route.arguments}
    numbers = {
        name: 1 for name in route.arguments if type(route._converters[name]).__name__ == "IntegerConverter"
    }
    with app.test_request_context():
        return app.url_map.bind("localhost").build(route.endpoint, values | numbers, method=None)


def is_refused(response: TestResponse) -> bool:
    """True where the page asks to sign in, or says that this role may not."""
    asks = response.status_code in {301, 302, 303} and SIGN_IN in response.headers.get("Location", "")
    return asks or response.status_code in {401, 403}


def is_allowed(rule: Rule, role: Role | None) -> bool:
    """Whether the rule lets the role in."""
    return rule.is_public or role in rule.roles


def try_routes(app: Flask, role: Role | None) -> dict[str, int]:
    """Routes that answered otherwise than their rule says, or broke; with the status."""
    client, wrong = sign_in(app, role), {}
    for route, method, rule in list_own_routes(app):
        with client.open(fill(app, route), method=method) as response:
            if is_refused(response) is is_allowed(rule, role) or response.status_code >= 500:
                wrong[f"{method} {route.rule}"] = response.status_code
    return wrong


@pytest.mark.parametrize("role", ROLES, ids=lambda role: str(role or "nobody"))
def test_every_route__tried_as_each_role__answers_as_its_rule_says(app: Flask, role: Role | None) -> None:
    assert try_routes(app, role) == {}


def test_staff_area__opened_by_nobody__asks_to_sign_in_and_comes_back(app: Flask) -> None:
    closed = [route for route, method, rule in list_own_routes(app) if method == "GET" and not rule.is_public]
    assert closed, "no closed page was found"
    for route in closed:
        address = fill(app, route)
        location = app.test_client().get(address).headers["Location"]
        assert location.startswith(SIGN_IN)
        assert f"next={address}" in location.replace("%2F", "/")


def test_forms__sent_without_token_by_one_who_may__are_refused_and_change_nothing(app: Flask) -> None:
    for role in Role:
        client = sign_in(app, role)
        sent = [
            route for route, method, rule in list_own_routes(app) if method == "POST" and role in rule.roles
        ]
        statuses = {route.rule: client.post(fill(app, route)).status_code for route in sent}
        assert {rule: status for rule, status in statuses.items() if status != 400} == {}
