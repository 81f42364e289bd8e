"""Experiences before axe in each language, from the first page to coming back, without and with our script.

axe is a script itself, so a browser without any cannot run it: here only ours is kept from loading. In
the journeys it looks at every page with script, in each language in turn (test_journeys_of_telling.py).
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, FindViolations, OpenPage
from tests.browser.site import LiveServer
from tests.browser.steps import follow, press_on
from tests.browser.telling import START, fill_in, serve_telling

pytestmark = pytest.mark.browser
RETURN = "/your-experience/return/"
WAY = ["about", "what_happened", "permission", "check", "number"]
BESIDE = ("/area",)
UNSEEN = ("en", "ti")
"""Languages whose journeys go without script, and so without axe, in the usual run: here it sees all."""
TWICE = ("what_happened", "check")
"""Where our script does most: looked at in every language, and in those above with our script too."""
READY = "document.querySelector('[data-govuk-exit-this-page-init]') !== null"


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with serve_telling(tmp_path_factory.mktemp("looks")) as server:
        yield server


@pytest.mark.parametrize(
    "language", ["ti", *(pytest.param(tag, marks=pytest.mark.soak) for tag in ("en", "ar", "prs"))]
)
def test_pages__from_the_first_to_coming_back__give_axe_nothing_to_say(
    open_page: OpenPage, axe: FindViolations, language: str
) -> None:
    page = open_page(viewport=PHONE)
    page.route("**/static/build/*.js*", lambda route: route.abort())
    with_script, seen, wrong = page.context.new_page(), [], []

    def look_at(shown: Page) -> None:
        assert shown.evaluate(READY) is (shown is with_script)
        wrong.extend(f"{shown.url}: {one}" for one in axe(shown))

    def look() -> None:
        seen.append(page.url.partition("?")[0].rpartition("/")[2])
        if language in UNSEEN or seen[-1] in TWICE:
            look_at(page)
        if language in UNSEEN and seen[-1] in TWICE:
            with_script.goto(page.url)
            look_at(with_script)

    walk(page, language, look)

    assert seen == [*WAY, "", "yours", "withdraw"] and wrong == []


def walk(page: Page, language: str, look: Callable[[], None]) -> None:
    """The shortest way, with a mistake where one can be made, and back with the number."""
    page.goto(f"{START}/about?lang={language}")
    follow(page.locator("form[action*='/about'] button").last)
    look()
    page.locator("input[name=age][value=over]").check()
    follow(page.locator("form[action*='/about'] button").last)
    for _ in WAY[1:-1]:
        look()
        fill_in(page, language)
        press_on(page)
        while page.url.partition("?")[0].endswith(BESIDE):
            press_on(page)
    look()
    number = page.locator(".return-number").first.inner_text()
    page.goto(f"{RETURN}?lang={language}")
    look()
    page.locator("#return-number").fill(number)
    follow(page.locator("form:has(#return-number) button"))
    look()
    page.goto(f"{RETURN}withdraw")
    look()
