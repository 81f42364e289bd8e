from collections.abc import Callable

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from consult.web.headers import clear_browser

MakeSite = Callable[..., Flask]


def read_policy(client: FlaskClient, path: str = "/") -> dict[str, str]:
    header = client.get(path).headers["Content-Security-Policy"]
    return dict(part.split(" ", 1) for part in header.split("; "))


def test_policy__every_page__allows_only_ourselves(client: FlaskClient) -> None:
    policy = read_policy(client)
    own = {name for name, value in policy.items() if value == "'self'"}
    closed = {name for name, value in policy.items() if value == "'none'"}
    assert own == {"script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"}
    assert closed == {"default-src", "base-uri", "frame-ancestors"}
    assert len(policy) == len(own) + len(closed)


@pytest.mark.parametrize("path", ["/", "/none", "/fault", "/conflict", "/brand.css"])
def test_headers__every_kind_of_answer__carries_them(client: FlaskClient, path: str) -> None:
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_pages__hold_tokens_and_words__are_not_stored(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "is_kept"), [("main.js?v=1", True), ("main.js", False), ("none.js?v=1", False)]
)
def test_static__only_a_file_with_its_version__is_kept_for_a_year(
    client: FlaskClient, path: str, is_kept: bool
) -> None:
    with client.get(f"/static/js/{path}") as response:
        assert ("immutable" in response.headers["Cache-Control"]) is is_kept


def test_transport__https_only__asks_to_stay(make_site: MakeSite) -> None:
    client = make_site(HTTPS=True).test_client()
    assert (
        "max-age=31536000" in client.get("/", base_url="https://x.test").headers["Strict-Transport-Security"]
    )
    assert "Strict-Transport-Security" not in client.get("/", base_url="http://x.test").headers


def test_clear_browser__leaving__asks_to_forget_and_not_to_store() -> None:
    response = clear_browser(Response())
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
