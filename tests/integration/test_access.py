"""Every address with ids of things that exist, tried as every role and as nobody.

A route whose address has a part that this file cannot fill fails here, so that no new page goes untried.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.routing import Rule as Route

from consult.models.audit import AuditEntry
from consult.models.engine import make_engine
from consult.models.job import Job, OutboxMessage
from consult.models.staff import Staff
from consult.vocabulary import Role
from consult.web.access import Rule, find_rule
from tests.integration.analysed_without_models import by_words_alone
from tests.integration.conftest import sign_in_client
from tests.integration.filled_site import SPECIAL, Filled, fill_database, find_staff, make_site
from tests.integration.page_offers import Offers
from tests.up_to_date import put_up_to_date

LOGIN = "/desk/sign-in/login"
LOCKED = 423
USUAL = 3  # of the routes of each role every third, beginning with another one for the next role


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """One site for all roles: nothing here changes it, since no form carries its token."""
    folder = tmp_path_factory.mktemp("filled")
    url, _ = put_up_to_date(folder)
    engine = make_engine(url)
    app = make_site(folder, url)
    sessions = sessionmaker(engine)
    with by_words_alone():
        values = fill_database(sessions, app)
    yield Filled(app, sessions, values)
    engine.dispose()
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    app.extensions["key_store"].close()


def list_routes(app: Flask) -> list[tuple[Route, str, Rule]]:
    """Every route of ours with each method a browser can send."""
    routes = [route for route in app.url_map.iter_rules() if not route.endpoint.startswith("security.")]
    pairs = [
        (route, method) for route in routes for method in sorted({"GET", "POST"} & (route.methods or set()))
    ]
    return [(route, method, rule) for route, method in pairs if (rule := find_rule(app, route.endpoint))]


def fill(filled: Filled, route: Route) -> str:
    """The address of the route for something that exists. Raises: KeyError for a part nobody has named."""
    special = next((own for start, own in SPECIAL.items() if route.endpoint.startswith(start)), {})
    names = {part: special.get(part, part) for part in route.arguments}
    values = {part: filled.values.get(name) or special[part] for part, name in names.items()}
    with filled.app.test_request_context():
        return filled.app.url_map.bind("localhost").build(route.endpoint, values)


def enter(filled: Filled, role: Role | None, domain: str = "example.org") -> FlaskClient:
    if role is None:
        return filled.app.test_client()
    return sign_in_client(filled.app, find_staff(filled.sessions, role, domain))


def ask(client: FlaskClient, address: str, method: str) -> tuple[int, str]:
    with client.open(address, method=method) as response:
        return response.status_code, response.headers.get("Location", "")


def is_right(
    answer: tuple[int, str], method: str, rule: Rule, role: Role | None, *, is_full: bool = True
) -> bool:
    """Refused where the rule says so; else a form without its token is refused, and a page is no failure."""
    status, location = answer
    if not rule.is_public and role is None:
        return status == 302 and location.startswith(LOGIN)
    if not rule.is_public and (role not in rule.roles or (rule.asks_standing(method) and not is_full)):
        return status == 403
    if method == "POST":
        return status == 400
    return status < 500 and status not in {401, 403, 405} and not location.startswith(LOGIN)


def is_refused(app: Flask, method: str, address: str) -> bool:
    """Whether one of our routes takes it, and only from people of full standing."""
    parts = urlsplit(address)
    if parts.netloc or parts.scheme or not parts.path.startswith("/desk/"):
        return False
    try:
        endpoint, _ = app.url_map.bind("localhost").match(parts.path, method=method)
    except (HTTPException, RequestRedirect):
        return False
    rule = find_rule(app, endpoint)
    return rule is None or rule.asks_standing(method)


def count_rows(filled: Filled) -> dict[str, int]:
    with filled.sessions() as session:
        return {
            table.__name__: len(session.scalars(select(table)).all()) for table in (Job, OutboxMessage, Staff)
        }


@pytest.mark.parametrize("every", [USUAL, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("role", (None, *Role), ids=lambda role: str(role or "nobody"))
def test_every_route__with_ids_that_exist__answers_each_role_as_its_rule_says(
    filled: Filled, role: Role | None, every: int
) -> None:
    """In the usual run as two of six roles; test_access_of_every_route.py tries all with ids of nothing."""
    client, before = enter(filled, role), count_rows(filled)
    first, step = (list(Role).index(role) % every, every) if role else (0, 1)
    wrong = {}
    for route, method, rule in list_routes(filled.app)[first::step]:
        answer = ask(client, fill(filled, route), method)
        if not is_right(answer, method, rule, role):
            wrong[f"{method} {route.rule}"] = answer
    assert wrong == {}
    assert count_rows(filled) == before


def test_every_page__opened_by_a_manager_who_may__is_there(filled: Filled) -> None:
    """Otherwise the ids above would lead nowhere, and the other test would try nothing."""
    client, missing = enter(filled, Role.MANAGER), {}
    for route, method, rule in list_routes(filled.app):
        may = method == "GET" and Role.MANAGER in rule.roles
        status, _ = ask(client, fill(filled, route), method) if may else (200, "")
        if status not in {200, 302, LOCKED}:
            missing[route.rule] = status
    assert missing == {}


@pytest.mark.parametrize("body", ["police", "roof"])
def test_every_route__tried_by_one_kept_out_with_every_role__changes_nothing(
    filled: Filled, body: str
) -> None:
    """Else they would make themselves readers: of an organisation, of staff, of what rests on experiences."""
    with filled.sessions() as session:
        staff = session.scalars(select(Staff).where(Staff.email == f"all@{body}.example")).one()
    client, wrong, tried = sign_in_client(filled.app, staff), {}, 0
    for route, method, rule in list_routes(filled.app):
        answer = ask(client, fill(filled, route), method)
        changes = method == "POST" and route.rule.startswith("/desk/")
        tried += changes
        role = next(iter(rule.roles), None)
        if not is_right(answer, method, rule, role, is_full=False) or (changes and answer[0] != 403):
            wrong[f"{method} {route.rule}"] = answer
    assert wrong == {} and tried


def test_every_page__opened_by_an_observer_with_every_role__offers_nothing_that_is_refused(
    filled: Filled,
) -> None:
    with filled.sessions() as session:
        staff = session.scalars(select(Staff).where(Staff.email == "all@police.example")).one()
    client, wrong, opened = sign_in_client(filled.app, staff), set(), 0
    for route, method, rule in list_routes(filled.app):
        if method == "GET" and route.rule.startswith("/desk/") and not rule.asks_standing(method):
            address = fill(filled, route)
            with client.get(address) as page:
                if page.status_code == 200 and page.mimetype == "text/html":
                    opened += 1
                    offers = Offers(address)
                    offers.feed(page.text)
                    refused = {one for one in offers.found if is_refused(filled.app, *one)}
                    wrong |= {(route.rule, *one) for one in refused}
    assert wrong == set() and opened


@pytest.mark.parametrize("role", Role)
def test_experience__asked_for_by_staff_of_an_observer__is_never_shown(filled: Filled, role: Role) -> None:
    client = enter(filled, role, "police.example")
    for address in (f"/desk/experiences/{filled.values['account_id']}", "/desk/experiences/"):
        page = client.get(address)
        assert page.status_code in {403, 404} or filled.values["account_id"] not in page.text


def test_refusals__of_pages__leave_the_record_whole(filled: Filled) -> None:
    with filled.sessions() as session:
        before = len(session.scalars(select(AuditEntry)).all())
    enter(filled, Role.TRANSLATOR).get("/desk/staff/")
    with filled.sessions() as session:
        assert len(session.scalars(select(AuditEntry)).all()) == before
