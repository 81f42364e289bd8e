"""Experiences on a poor phone and a poor network: what is loaded, how much, and a connection that drops.

Pages beyond a person's own, such as a group's, are weighed in tests/integration/test_page_weights.py.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count

import pytest
from playwright.sync_api import CDPSession, Error, Locator, Page, Request, Response, Route
from sqlalchemy import func, select

from consult.models.response import Response as ResponseRow
from consult.vocabulary import ResponseState
from tests.browser.conftest import OpenPage
from tests.browser.site import LiveServer
from tests.browser.steps import follow, press_on
from tests.browser.telling import START, WORDS, begin, finish, go_on_to, serve_telling, write

pytestmark = pytest.mark.browser
RETURN = "/your-experience/return/"
MOST_BYTES = 60_000
OLD_PHONE = {
    "viewport": {"width": 320, "height": 480},
    "user_agent": "Mozilla/5.0 (Linux; Android 5.1; SM-J120F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/64.0.3282.137 Mobile Safari/537.36",
    "has_touch": True,
    "is_mobile": True,
    "java_script_enabled": False,
}
USUAL: dict[str, object] = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
NONE = {**USUAL, "offline": True}
SLOW = {**USUAL, "latency": 500, "downloadThroughput": 50_000 / 8, "uploadThroughput": 20_000 / 8}
MILD = {**USUAL, "latency": 50, "downloadThroughput": 500_000 / 8, "uploadThroughput": 200_000 / 8}
"""What the usual run has between the drops; an old phone on a slow network takes a minute."""
LINES = [(MILD, 2), pytest.param(SLOW, 6, marks=pytest.mark.soak)]
"""A network, and how many times slower the processor is."""
ON = "#answers .govuk-button"
PATIENT = 90_000
PAGES, STEP = 18, 3
"""The usual run weighs one page in three here, and each of them in tests/integration/test_page_weights.py."""


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with serve_telling(tmp_path_factory.mktemp("light")) as server:
        yield server


class Scales:
    """Adds up the encoded bytes of whatever a page loads, headers and all."""

    def __init__(self, page: Page) -> None:
        self.page, self.bytes = page, 0
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self.cdp.send("Network.enable")
        self.cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.cdp.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def weigh(self, address: str) -> int:
        """Load the address as if for the first time."""
        self.bytes = 0
        self.page.goto(address)
        return self.bytes


@pytest.mark.parametrize(
    ("language", "step"),
    [("ti", STEP), *(pytest.param(tag, 1, marks=pytest.mark.soak) for tag in ("en", "ar", "ti", "prs"))],
)
def test_page__each_with_an_empty_store__takes_at_most_60_kilobytes(
    page: Page, language: str, step: int
) -> None:
    scales, weights, places = Scales(page), {}, count()

    def weigh(*addresses: str) -> None:
        for address in addresses:
            if next(places) % step == step - 1:
                weights[address] = scales.weigh(f"{address}?lang={language}")

    weigh("/your-experience/", f"{START}/", f"{START}/about", f"{START}/young", f"{START}/alone", RETURN)
    weigh("/your-experience/safety", "/your-experience/nowhere/about")
    write(page, language)
    weigh(f"{START}/q/what_happened", f"{START}/q/area", f"{START}/permission", f"{START}/check")
    weigh(f"{START}/pause", "/your-experience/stop")
    go_on_to_number(page, language)
    weigh(f"{START}/number")
    number = finish(page)
    page.goto(RETURN)
    page.locator("#return-number").fill(number)
    follow(page.locator("form:has(#return-number) button"))
    weigh(f"{RETURN}yours", f"{RETURN}permission", f"{RETURN}withdraw")

    assert next(places) == PAGES and len(weights) == PAGES // step and min(weights.values()) > 5_000
    assert {address: size for address, size in weights.items() if size > MOST_BYTES} == {}


def go_on_to_number(page: Page, language: str) -> None:
    page.goto(f"{START}/check?lang={language}")
    go_on_to(page, "/number", language)


def make_slow(page: Page, slower_times: int) -> Callable[[dict[str, object]], None]:
    """Slow the processor down; gives what changes the network."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": slower_times})

    def switch(network: dict[str, object]) -> None:
        cdp.send("Network.emulateNetworkConditions", network)

    page.set_default_timeout(PATIENT)
    page.set_default_navigation_timeout(PATIENT)
    return switch


def count_sent(server: LiveServer) -> int:
    sent = ResponseRow.state == ResponseState.SUBMITTED
    with server.sessions() as session:
        return session.scalar(select(func.count()).where(sent)) or 0


@pytest.mark.parametrize(("line", "slower_times"), LINES, ids=["mild", "slow"])
def test_old_phone__on_a_network_that_drops_at_every_step__loses_nothing_and_sends_once(
    open_page: OpenPage, live_server: LiveServer, line: dict[str, object], slower_times: int
) -> None:
    before = count_sent(live_server)
    page = open_page(**OLD_PHONE)
    switch = make_slow(page, slower_times)
    switch(line)
    begin(page, "ar")
    page.locator("#q_what_happened").fill(WORDS["ar"])

    press_without_network(page.locator(ON), switch)
    switch(line)
    page.reload()
    page.goto(f"{START}/q/what_happened")
    assert page.locator("#q_what_happened").input_value() == WORDS["ar"]
    press_on(page)
    page.locator("input[value=analyse]").check()
    press_without_network(page.locator(ON), switch)
    switch(line)
    page.reload()
    go_on_to(page, "/check", "ar")
    press_without_answer(page.locator(ON), f"{START}/check")
    assert count_sent(live_server) == before + 1
    page.reload()
    go_on_to(page, "/number", "ar")
    number = page.locator(".return-number").inner_text()
    page.locator("#written_down").check()
    press_without_network(page.locator("form:has(#written_down) button"), switch)
    switch(line)
    page.goto(f"{START}/number")
    assert finish(page) == number

    switch(USUAL)  # the way is over; what was kept is looked at
    assert count_sent(live_server) == before + 1
    page.goto(RETURN)
    page.locator("#return-number").fill(number)
    follow(page.locator("form:has(#return-number) button"))
    assert page.locator(".as-given").first.inner_text() == WORDS["ar"]


def press_without_network(button: Locator, switch: Callable[[dict[str, object]], None]) -> None:
    """Press what sends, and be without network from then on: the browser shows a page of its own."""
    switch(NONE)
    with suppress(Error):
        follow(button)
    assert button.page.locator("form").count() == 0


def press_without_answer(button: Locator, address: str) -> None:
    """Press what sends, and lose the network before the answer comes."""
    drop_answer(button.page, address)
    with suppress(Error):
        follow(button)


def drop_answer(page: Page, address: str) -> None:
    """The site gets what is sent to the address next, and its answer never arrives."""

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        route.fetch(max_redirects=0)
        page.unroute(f"**{address}")
        route.abort("internetdisconnected")

    page.route(f"**{address}", lose)


@contextmanager
def listen() -> Iterator[tuple[str, list[str | None]]]:
    """Another site, to which people leave; gives its address and each referrer that it was sent."""
    referrers: list[str | None] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/elsewhere":
                referrers.append(self.headers.get("Referer"))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/elsewhere", referrers
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_journey__watched__asks_no_other_site_keeps_no_page_and_tells_nobody_where_it_was(
    page: Page, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Request] = []
    answered: list[Response] = []
    page.on("request", lambda one: asked.append(one))
    page.on("response", lambda one: answered.append(one))

    write(page, "en")
    go_on_to_number(page, "en")
    number = finish(page)
    page.goto(RETURN)
    page.locator("#return-number").fill(number)
    follow(page.locator("form:has(#return-number) button"))
    page.goto("/your-experience/safety")
    with listen() as (address, referrers):
        assert {one.url for one in asked if not one.url.startswith(live_server.url)} == set()
        pages = [one for one in answered if "/your-experience" in one.url]
        assert len(pages) > 10
        assert {one.url for one in pages if one.headers["cache-control"] != "no-store"} == set()
        monkeypatch.setitem(live_server.app.config, "EXIT_ADDRESS", address)
        follow(page.locator("a.govuk-exit-this-page__button").first)
        page.wait_for_url(address)
    assert referrers == [None]
