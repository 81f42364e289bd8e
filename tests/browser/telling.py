"""The site with its form for experiences open, and the way through it for every test that needs one told."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.site import LiveServer, serve_site
from tests.browser.steps import follow, press_on
from tests.factories.giving import SLUG, make_giving_consultation, make_keys

START = f"/your-experience/{SLUG}"
ELSEWHERE = "/contact"
WORDS = {
    "en": "The bus was late and nobody told us.",
    "ar": "تأخرت الحافلة ولم يخبرنا أحد.",
    "ti": "ኣውቶቡስ ደንጕዩ፡ ዝነገረና ከኣ የለን።",
    "prs": "بس ناوقت آمد و هیچ‌کس به ما نگفت.",
}
MOST_STOPS = 12


@contextmanager
def serve_telling(folder: Path, **settings: object) -> Iterator[LiveServer]:
    """The site; leaving it goes to a page of its own unless another is named, to stay offline."""
    given = {"ACCOUNT_FORM": True, "EXIT_ADDRESS": ELSEWHERE}
    with serve_site(folder, **{**given, **settings}) as server:
        make_keys(server.app.config)
        with server.sessions.begin() as session:
            make_giving_consultation(session)
        yield server


def begin(page: Page, language: str) -> None:
    """From the choice of a language to the first question."""
    page.goto(f"{START}/")
    follow(page.locator(f"a[hreflang={language}]"))
    page.locator("input[name=age][value=over]").check()
    follow(page.locator("form[action*='/about'] button").last)


def fill_in(page: Page, language: str) -> None:
    """Answer what the page asks, whatever it is."""
    words = page.locator("#q_what_happened")
    if words.count():
        words.fill(WORDS[language])
    if page.locator("input[value=analyse]").count():
        page.locator("input[value=analyse]").check()


def write(page: Page, language: str) -> None:
    """From the beginning to the page that shows everything."""
    begin(page, language)
    go_on_to(page, "/check", language)


def go_on_to(page: Page, ending: str, language: str) -> None:
    """Answer and go on until the address ends so."""
    for _ in range(MOST_STOPS):
        if page.url.partition("?")[0].endswith(ending):
            return
        fill_in(page, language)
        press_on(page)
    raise AssertionError(f"{page.url} is not {ending}")


def finish(page: Page) -> str:
    """From the page with the number to the last; returns the number."""
    number = page.locator(".return-number").first.inner_text()
    page.locator("#written_down").check()
    follow(page.locator("form:has(#written_down) button"))
    return number
