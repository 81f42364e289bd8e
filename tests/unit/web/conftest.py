"""A site of nothing but what every page shares: no database, no sign-in."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from flask import Blueprint, Flask, abort, render_template_string, request
from flask.testing import FlaskClient
from flask_wtf import CSRFProtect

from consult.errors import Conflict
from consult.web.branding import init_branding
from consult.web.errors import init_errors
from consult.web.headers import init_headers
from consult.web.languages import init_languages
from consult.web.rendering import init_rendering

PAGE = """{% extends "layouts/public.html" %}
{% block page_title %}A question{% endblock %}
{% block content %}<h1>{{ _("Page %(page)s of %(count)s", page=1, count=2) }}</h1>{% endblock %}"""
ROOT = Path(__file__).resolve().parents[3]

MakeSite = Callable[..., Flask]


@pytest.fixture
def make_site() -> MakeSite:
    """Builds a site with these settings."""

    def build(**settings: object) -> Flask:
        app = Flask("consult", root_path=str(ROOT / "consult"), template_folder=None)
        app.config.update(SECRET_KEY="for tests only", HTTPS=False, DEMO=False)
        app.config.update(settings)
        for init in (init_languages, init_branding, init_rendering, CSRFProtect, init_headers, init_errors):
            init(app)
        app.extensions["page_languages"] = ("en", "ar", "cy")
        app.register_blueprint(_pages())
        return app

    return build


@pytest.fixture
def site(make_site: MakeSite) -> Flask:
    """The site with neutral settings."""
    return make_site()


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    """A browser without cookies."""
    return site.test_client()


def _pages() -> Blueprint:
    pages = Blueprint("public", __name__)
    pages.add_url_rule("/", "home", lambda: render_template_string(PAGE))
    pages.add_url_rule("/question", "question", _show_question, methods=["GET", "POST"])
    pages.add_url_rule("/conflict", "conflict", _meet_conflict, methods=["GET", "POST"])
    pages.add_url_rule("/fault", "fault", lambda: str(1 // 0))
    pages.add_url_rule("/refused/<int:status>", "refused", _refuse)
    return pages


def _refuse(status: int) -> NoReturn:
    abort(status)


def _show_question() -> str:
    values = request.args.to_dict()
    return render_template_string(PAGE, **{name: values[name] for name in values if name != "lang"})


def _meet_conflict() -> NoReturn:
    raise Conflict("C203")
