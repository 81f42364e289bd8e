"""Leaving an experience in a real browser: the way out from every page, and what is left on the device."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from itsdangerous.timed import TimestampSigner
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.conftest import FLAGS, OpenPage
from tests.browser.journeying import read
from tests.browser.provision import find_chromium
from tests.browser.site import LiveServer
from tests.browser.steps import follow
from tests.browser.telling import ELSEWHERE, START, WORDS, begin, finish, go_on_to, serve_telling, write

pytestmark = pytest.mark.browser
RETURN = "/your-experience/return"
EXIT = "a.govuk-exit-this-page__button"
SIMILAR = (
    "/your-experience/", f"{START}/young", f"{START}/about", f"{START}/alone",
    "/your-experience/stop", "/your-experience/safety",
)  # fmt: skip
HALF_AN_HOUR_AND_MORE = 31 * 60


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with serve_telling(tmp_path_factory.mktemp("leaving")) as server:
        yield server


def leave_by_button(page: Page) -> None:
    follow(page.locator(EXIT).first)


def leave_by_keys(page: Page) -> None:
    page.wait_for_function("document.querySelector('[data-govuk-exit-this-page-init]')")
    for _ in range(3):
        page.keyboard.press("Shift")


def go_back(page: Page) -> None:
    """Press Back; the answer to a form that was sent is not shown again, and the browser says so."""
    with suppress(Error):
        page.go_back()


@pytest.mark.parametrize(
    "address",
    [
        f"{START}/", f"{RETURN}/", "/your-experience/nowhere/about",
        *(pytest.param(one, marks=pytest.mark.soak) for one in SIMILAR),
    ],
)  # fmt: skip
def test_exit__by_keys_or_without_script__works_on_every_page(open_page: OpenPage, address: str) -> None:
    with_script, plain = open_page(), open_page(java_script_enabled=False)
    for page, leave in ((with_script, leave_by_keys), (plain, leave_by_button)):
        page.goto(address)
        leave(page)
        page.wait_for_url(f"**{ELSEWHERE}")


def test_exit__on_the_page_of_a_closed_form__works(open_page: OpenPage, live_server: LiveServer) -> None:
    live_server.app.config["ACCOUNT_FORM"] = False
    try:
        page = open_page()
        page.goto(f"{START}/about")
        leave_by_keys(page)
        page.wait_for_url(f"**{ELSEWHERE}")
    finally:
        live_server.app.config["ACCOUNT_FORM"] = True


def test_stop__pressed_on_the_way__deletes_it_and_back_shows_nothing(page: Page) -> None:
    begin(page, "en")
    go_on_to(page, "/permission", "en")
    number = page.locator(".return-number").inner_text()

    follow(page.locator("a[href$='/stop']"))
    follow(page.locator("#main-content .govuk-button--warning"))

    assert page.context.cookies() == []
    for _ in range(3):
        go_back(page)
        shown = read(page)
        assert WORDS["en"] not in shown and number not in shown


def test_device__after_finishing__holds_the_addresses_and_no_word_or_number(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    started = browser.browser_type.launch_persistent_context(
        tmp_path / "profile", executable_path=find_chromium(), args=FLAGS, base_url=live_server.url
    )
    page = started.new_page()
    write(page, "en")
    go_on_to(page, "/number", "en")
    number = finish(page)
    assert started.cookies() == []
    kept = "(async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length])()"
    assert page.evaluate(kept) == [0, 0, 0]
    started.close()

    assert find_in_files(tmp_path, START.encode()), "the search finds what is there: the list of pages"
    for secret in (WORDS["en"], number, number.replace(" ", "")):
        for written in (secret.encode(), secret.encode("utf-16-le"), secret.replace(" ", "+").encode()):
            assert find_in_files(tmp_path, written) == [], written


def find_in_files(folder: Path, needle: bytes) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and needle in file.read_bytes()]


@pytest.mark.parametrize("language", ["en", pytest.param("ar", marks=pytest.mark.soak)])
def test_page__that_timed_out__keeps_what_was_typed(
    page: Page, live_server: LiveServer, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(page, language)
    page.clock.install()
    page.reload()
    page.locator("#q_what_happened").fill(WORDS[language])
    page.clock.fast_forward(HALF_AN_HOUR_AND_MORE * 1000)
    expect(page.locator("[data-session-part=ended]")).to_be_visible()
    if language == "en":
        expect(page.locator("[data-session-part=ended]")).to_contain_text("can still be saved today")
    pass_time(monkeypatch, live_server.app)

    follow(page.locator("#answers .govuk-button"))
    if (
        page.locator("main form[action*='/q/'] .govuk-button").count()
        and page.locator("#answers").count() == 0
    ):
        follow(page.locator("main form[action*='/q/'] .govuk-button"))  # the page that asks to send it again

    page.goto(f"{START}/q/what_happened")
    expect(page.locator("#q_what_happened")).to_have_value(WORDS[language])


def pass_time(monkeypatch: pytest.MonkeyPatch, app: Flask) -> None:
    """Half an hour and more, for every signature that the site checks or makes from now on."""
    real = TimestampSigner.get_timestamp
    later = HALF_AN_HOUR_AND_MORE
    assert later > app.config["SESSION_MINUTES"] * 60
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: real(signer) + later)
