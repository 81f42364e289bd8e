"""Somebody who tells an experience with a browser that could be known by its marks."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from tests.factories.giving import SLUG, make_giving_consultation, make_keys
from tests.integration.conftest import MakeApp

START = f"/your-experience/{SLUG}"
RETURN = "/your-experience/return"
MARK = "MARKEDTEXTوصلنا"
AGENT, ADDRESS = "MarkedBrowser/77.1", "203.0.113.77"
GROWN = {"age": "over"}
HEADERS = {"User-Agent": AGENT, "Referer": "http://localhost/marked-referrer"}


def open_form(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    """The site with its keys, its form for experiences open."""
    app = make_app(ACCOUNT_FORM=True)
    make_keys(app.config)
    with sessions.begin() as session:
        make_giving_consultation(session)
    return app


def visit(app: Flask) -> FlaskClient:
    """A browser at an address that can be looked for."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = ADDRESS
    return client


def write(client: FlaskClient, words: str = MARK, **permissions: str) -> None:
    """From the beginning to the page that shows everything."""
    client.post(f"{START}/about", data=GROWN, headers=HEADERS)
    client.post(f"{START}/q/what_happened", data={"q_what_happened": words}, headers=HEADERS)
    client.post(f"{START}/q/area", data={"q_area": "coast"}, headers=HEADERS)
    ticked = permissions.get("permission", "analyse quote").split()
    client.post(f"{START}/permission", data={"q_permission": ticked}, headers=HEADERS)


def rewrite(client: FlaskClient, words: str) -> None:
    """Write the main answer anew, from what stands, before anything is sent."""
    _write_anew(client, f"{START}/q/what_happened", words)


def amend(client: FlaskClient, words: str) -> TestResponse:
    """Write the main answer anew after it was sent, in a browser that came back with the number."""
    return _write_anew(client, f"{RETURN}/q/what_happened", words)


def _write_anew(client: FlaskClient, address: str, words: str) -> TestResponse:
    parents = re.findall(r'name="(_from_[^"]+)" value="([^"]+)"', client.get(address).text)
    return client.post(address, data={"q_what_happened": words, **dict(parents)})


def tell(client: FlaskClient, words: str = MARK, **permissions: str) -> str:
    """Send one; returns its number as shown."""
    write(client, words, **permissions)
    client.post(f"{START}/check", headers=HEADERS)
    return read_number(client.get(f"{START}/number").text)


def read_number(page: str) -> str:
    """The return number that a page shows."""
    found = re.search(r'<bdi dir="ltr">.*?((?:\d{3} ){5}\d{3})', page)
    assert found, "no number on the page"
    return found[1]
