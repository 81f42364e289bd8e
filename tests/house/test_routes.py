"""Routes: every one has a rule, staff pages are for staff, and reading changes nothing."""

import ast

import pytest
from flask import Flask
from werkzeug.routing import Rule as Route

from consult.web.access import PUBLIC, find_rule
from tests.house import tree, write_docs

STAFF_AREA = "/desk"
SIGN_IN = "/desk/sign-in/"
METHODS = {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.fixture(scope="module")
def app() -> Flask:
    """The application with every page open."""
    return write_docs.make_app()


def list_routes(app: Flask) -> list[Route]:
    """Every route of the site."""
    return list(app.url_map.iter_rules())


def list_names(app: Flask) -> set[str]:
    """Endpoints of the site, without those libraries registered."""
    return {name for name in app.view_functions if not name.startswith("security.") and name != "static"}


def test_routes__listed__have_a_rule_each(app: Flask) -> None:
    endpoints = {route.endpoint for route in list_routes(app)}
    assert sorted(name for name in endpoints if find_rule(app, name) is None) == []


def test_staff_area__apart_from_signing_in__is_for_staff_alone(app: Flask) -> None:
    inside = [route for route in list_routes(app) if route.rule.startswith(STAFF_AREA)]
    closed = [route for route in inside if not route.rule.startswith(SIGN_IN)]
    assert [route.rule for route in closed if find_rule(app, route.endpoint) == PUBLIC] == []


def test_pages_outside_the_staff_area__listed__are_for_everybody(app: Flask) -> None:
    outside = [route for route in list_routes(app) if not route.rule.startswith(STAFF_AREA)]
    assert [route.rule for route in outside if find_rule(app, route.endpoint) != PUBLIC] == []


def test_routes__listed__use_only_methods_that_forms_can_send(app: Flask) -> None:
    assert [route.rule for route in list_routes(app) if (route.methods or set()) - METHODS] == []


def test_blueprints__by_their_files__are_all_registered(app: Flask) -> None:
    files = [path for path in tree.list_files("consult/web") if "= Blueprint(" in tree.read(path)]
    named = {path: _list_blueprint_names(path) for path in files}
    assert {
        path: names - {*app.blueprints} for path, names in named.items() if names - {*app.blueprints}
    } == {}


def _list_blueprint_names(path: str) -> set[str]:
    calls = [node for node in ast.walk(tree.parse(path)) if isinstance(node, ast.Call)]
    made = [call for call in calls if ast.unparse(call.func) == "Blueprint"]
    return {str(call.args[0].value) for call in made if isinstance(call.args[0], ast.Constant)}
