"""Chromium and a site to open in it; tests marked `browser` are listed as not run without it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from consult.vocabulary import Role
from tests.browser.provision import find_quickest
from tests.browser.site import LiveServer, serve_site
from tests.factories.answering import make_open_consultation
from tests.factories.region import make_staff
from tests.integration.conftest import sign_in_client
from tests.integration.drafted_copies import kept_draft

__all__ = ["kept_draft"]

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = ["--disable-dev-shm-usage", "--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
ZOOMED: ViewportSize = {"width": 320, "height": 640}
"""What is left of a desktop at 400%."""

FIND = "axe.run(document, {resultTypes: ['violations'], preload: false}).then(found => found.violations)"
"""What axe has to say; what it has passed is much, and nobody reads it. No page plays sound by itself,
the one thing for which axe would fetch anything first."""

OpenPage = Callable[..., Page]
OpenDesk = Callable[..., Page]
FindViolations = Callable[[Page], list[str]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_quickest(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The site with one open consultation (tests/factories/answering.py), new for each file of tests.

    A file that needs another site has a fixture of this name of its own.
    """
    with serve_site(tmp_path_factory.mktemp("instance")) as server:
        with server.sessions.begin() as session:
            make_open_consultation(session)
        yield server


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Gives a page of a browser without cookies: `open_page(viewport=PHONE, java_script_enabled=False)`."""
    contexts = []

    def open_one(**options: Any) -> Page:
        given = {"viewport": DESKTOP, "locale": "en-GB", "base_url": live_server.url}
        context = browser.new_context(**{**given, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def open_desk(open_page: OpenPage, live_server: LiveServer) -> OpenDesk:
    """Gives a page in which somebody is signed in: `open_desk(Role.MANAGER, viewport=PHONE)`."""

    def open_signed_in(*roles: Role, **options: Any) -> Page:
        with live_server.sessions.begin() as session:
            staff = make_staff(session, *roles, name="Ada Morgan")
            cookie = sign_in_client(live_server.app, staff).get_cookie("session")
        assert cookie is not None
        page = open_page(**options)
        page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server.url}])
        return page

    return open_signed_in


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page on a desktop."""
    return open_page()


@pytest.fixture(scope="session")
def axe() -> FindViolations:
    """Finds what axe objects to on a page, one line each. Its script runs beside the page's own policy."""
    script = AXE.read_text(encoding="utf-8")

    def find(page: Page) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        found: list[dict[str, Any]] = page.evaluate(FIND)
        return [
            f"{one['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
            for one in found
            for node in one["nodes"]
        ]

    return find
