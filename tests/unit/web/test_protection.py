"""What guards every request: cookies, sizes, form tokens and proxies."""

import pytest
from flask import Flask, request

from consult.errors import ConfigurationError
from consult.web.own_names import at_own_name
from consult.web.protection import init_protection


def make_app(**settings: object) -> Flask:
    """An application with nothing but its protection."""
    app = Flask("made")
    app.config.update(
        SECRET_KEY="x", HTTPS=True, SESSION_MINUTES=30, MAX_UPLOAD_BYTES=1000, TRUSTED_PROXIES=0, HOSTS=""
    )
    app.config.update(SMTP_HOST="", DEMO=False)
    app.config.update(settings)
    init_protection(app)
    app.add_url_rule("/", "home", lambda: f"{request.remote_addr} {request.scheme}", methods=["GET", "POST"])
    return app


@pytest.mark.parametrize("https", [True, False])
def test_session_cookie__by_setting__goes_over_https_only(https: bool) -> None:
    assert make_app(HTTPS=https).config["SESSION_COOKIE_SECURE"] is https


def test_session_cookie__anyhow__stays_from_scripts_and_other_sites() -> None:
    config = make_app().config
    assert (config["SESSION_COOKIE_HTTPONLY"], config["SESSION_COOKIE_SAMESITE"]) == (True, "Lax")


def test_form__without_token__is_refused() -> None:
    assert make_app().test_client().post("/", data={"a": "b"}).status_code == 400


def test_upload__over_the_limit__is_refused() -> None:
    app = make_app(WTF_CSRF_ENABLED=False)
    app.add_url_rule("/form", "form", lambda: str(len(request.form)), methods=["POST"])
    assert app.test_client().post("/form", data={"a": "b" * 2000}).status_code == 413


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1 http"), (1, "203.0.113.9 https")])
def test_forwarded_headers__by_setting__are_believed_or_not(proxies: int, seen: str) -> None:
    headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    response = make_app(TRUSTED_PROXIES=proxies).test_client().get("/", headers=headers)
    assert response.get_data(as_text=True) == seen


def test_host__not_among_those_named__is_refused() -> None:
    client = make_app(HOSTS="consult.example.org, localhost").test_client()

    assert client.get("/", headers={"Host": "consult.example.org"}).status_code == 200
    assert client.get("/", headers={"Host": "evil.example.com"}).status_code == 400


@pytest.mark.parametrize("hosts", ["", " , ", ".example.org"])
def test_site__with_mail_and_without_its_own_name__does_not_start(hosts: str) -> None:
    with pytest.raises(ConfigurationError, match="C016"):
        make_app(SMTP_HOST="mail.example.org", HOSTS=hosts)


@pytest.mark.parametrize(
    "settings", [{"HOSTS": ".example.org, consult.example.org"}, {"DEMO": True}, {"SMTP_HOST": ""}]
)
def test_site__with_its_own_name_or_without_mail_or_in_the_demo__starts(settings: dict[str, object]) -> None:
    assert make_app(**{"SMTP_HOST": "mail.example.org", **settings}).test_client().get("/") is not None


@pytest.mark.parametrize(
    ("hosts", "https", "wanted"),
    [
        ("consult.example.org, www.example.org", True, "https://consult.example.org/a?b=c#d"),
        (".example.org, localhost:8000", False, "http://localhost:8000/a?b=c#d"),
        ("", True, "http://evil.example:99/a?b=c#d"),
    ],
)
def test_address__that_leaves_the_site__carries_its_first_whole_name(
    hosts: str, https: bool, wanted: str
) -> None:
    with make_app(HOSTS=hosts, HTTPS=https).app_context():
        assert at_own_name("http://evil.example:99/a?b=c#d") == wanted
