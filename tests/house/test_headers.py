"""What every response says to the browser."""

import pytest
from flask import Flask

from consult.web.headers import CONTENT_POLICY, HEADERS
from tests.house import write_docs

CLOSED = {"default-src", "base-uri", "frame-ancestors"}
OWN = {"script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"}


def read_policy(text: str) -> dict[str, str]:
    """The parts of a content policy by name."""
    return dict(part.strip().split(" ", 1) for part in text.split(";"))  # type: ignore[misc]


@pytest.fixture(scope="module")
def app() -> Flask:
    """The application with every page open."""
    return write_docs.make_app()


def test_content_policy__read__opens_nothing_but_our_own_host() -> None:
    policy = read_policy(CONTENT_POLICY)
    assert {name for name, value in policy.items() if value == "'none'"} == CLOSED
    assert {name for name, value in policy.items() if value == "'self'"} == OWN
    assert set(policy) == CLOSED | OWN


def test_content_policy__read__allows_nothing_unsafe() -> None:
    assert not any(word in CONTENT_POLICY for word in ("unsafe", "*", "data:", "blob:", "http", "nonce"))


@pytest.mark.parametrize("address", ["/brand.css", "/no-such-page", "/desk/sign-in/login"])
def test_responses__of_every_kind__carry_the_headers(app: Flask, address: str) -> None:
    response = app.test_client().get(address)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_page__sent__is_not_kept_by_the_browser(app: Flask) -> None:
    assert app.test_client().get("/no-such-page").headers["Cache-Control"] == "no-store"


def test_cookies__set_by_a_page__are_closed_to_scripts_and_other_sites(app: Flask) -> None:
    response = app.test_client().get("/desk/sign-in/login", base_url="https://localhost")
    cookies = response.headers.getlist("Set-Cookie")
    assert [
        cookie for cookie in cookies if not all(flag in cookie for flag in ("Secure", "HttpOnly", "SameSite"))
    ] == []
