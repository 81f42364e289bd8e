"""The site in two parts: each serves only its own pages, and no page of either links to nowhere."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from consult.config import UNKNOWN_TO_COLLECT, SiteRole
from consult.vocabulary import Role
from consult.web.access import find_rule
from tests.factories.region import make_partnership, make_staff
from tests.integration.conftest import MakeApp, sign_in_client
from tests.integration.teller import RETURN, START, open_form, tell

LIBRARIES = "security."


class Links(HTMLParser):
    """Every address that a page leads to or loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found |= {value for name, value in attrs if name in {"href", "src", "action"} and value}


def list_links(page: str) -> set[str]:
    """Paths on our own site."""
    links = Links()
    links.feed(page)
    parts = [urlsplit(one) for one in links.found]
    return {part.path for part in parts if part.path and not part.netloc and not part.scheme}


def is_served(app: Flask, path: str) -> bool:
    binding = app.url_map.bind("localhost")
    for method in ("GET", "POST"):
        try:
            binding.match(path, method=method)
        except RequestRedirect:
            return True
        except HTTPException:
            continue
        return True
    return False


def walk(client: FlaskClient, app: Flask, role: SiteRole) -> dict[str, set[str]]:
    """Open every page that needs no id; gives the links of each."""
    routes = [one for one in app.url_map.iter_rules() if not one.arguments and "GET" in (one.methods or ())]
    pages = {}
    for route in routes:
        if not route.endpoint.startswith(LIBRARIES) and "brand" not in route.endpoint:
            with client.get(route.rule) as answer:
                assert answer.status_code < 500, (role, route.rule)
                pages[route.rule] = list_links(answer.text) if answer.mimetype == "text/html" else set()
    return pages


@pytest.fixture
def collect(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    open_form(make_app, sessions)
    return make_app(SiteRole.COLLECT, ACCOUNT_FORM=True)


@pytest.fixture
def desk(make_app: MakeApp) -> Flask:
    return make_app(SiteRole.DESK)


def test_collect__its_routes__are_public_and_none_is_of_the_staff_area(collect: Flask) -> None:
    rules = list(collect.url_map.iter_rules())
    for one in rules:
        rule = find_rule(collect, one.endpoint)
        assert rule and rule.is_public and not one.rule.startswith("/desk"), one.rule
    assert {"/your-experience/", "/return/", "/", "/privacy"} <= {one.rule for one in rules}
    assert collect.test_client().get("/desk/").status_code == 404
    assert "security" not in collect.extensions


def test_collect__its_settings__name_neither_the_key_agent_nor_the_mail_secret(
    collect: Flask, monkeypatch: pytest.MonkeyPatch, make_app: MakeApp
) -> None:
    monkeypatch.setenv("CONSULT_KEY_SOCKET", "/somewhere/keys.sock")
    again = make_app(SiteRole.COLLECT)
    assert not [name for name in UNKNOWN_TO_COLLECT if name in again.config or name in collect.config]


def test_desk__its_routes__are_those_of_the_staff_area_and_the_look(desk: Flask) -> None:
    paths = {one.rule for one in desk.url_map.iter_rules()}
    assert {one for one in paths if not one.startswith("/desk")} == {
        "/", "/static/<path:filename>", "/brand.css", "/brand-logo", "/brand-icon.svg",
    }  # fmt: skip
    assert desk.test_client().get(f"{START}/about").status_code == 404
    assert desk.test_client().get("/").headers["Location"] == "/desk/"


def test_pages__of_the_part_that_collects__lead_nowhere_else(collect: Flask) -> None:
    pages = walk(collect.test_client(), collect, SiteRole.COLLECT)
    assert len(pages) > 5
    assert {path for links in pages.values() for path in links if not is_served(collect, path)} == set()


def test_pages__of_the_staff_area__lead_to_it_or_to_a_public_page(
    desk: Flask, collect: Flask, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make_partnership(session)
        staff = make_staff(session, Role.ADMINISTRATOR, Role.MANAGER)
        client = sign_in_client(desk, staff)
    pages = walk(client, desk, SiteRole.DESK)
    assert len(pages) > 10
    links = {path for found in pages.values() for path in found}
    assert {path for path in links if not is_served(desk, path) and not is_served(collect, path)} == set()


def test_experience__told_and_reopened_where_only_collecting_is_served__works(collect: Flask) -> None:
    client = collect.test_client()
    number = tell(client)
    back = collect.test_client()
    assert back.post(f"{RETURN}/", data={"return_number": number}).status_code == 302
    assert back.get(f"{RETURN}/yours").status_code == 200
    assert back.post(f"{RETURN}/withdraw").status_code == 200
