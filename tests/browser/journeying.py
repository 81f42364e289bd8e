"""Somebody with a small phone who goes through pages in one language, and what is wrong with those."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect

from tests.browser.conftest import PHONE, FindViolations
from tests.browser.journey_site import enter_staff_area, serve_journeys
from tests.browser.site import LiveServer
from tests.browser.steps import follow, press_on
from tests.browser.tongues import Tongue
from tests.browser.widths import find_too_wide
from tests.browser.wording import find_misspoken

HOME = "/your-experience"
RETURN = f"{HOME}/return"
MOST_STOPS = 4
PATIENT = 15_000
BACK, FORWARD = 3, 2
"""As often as somebody would press who wants to know what was there."""
SHOWN = """() => [
  [...document.querySelectorAll("textarea, input[type=text]")].map(one => one.value),
  [...document.querySelectorAll(".as-given, .return-number")].map(one => one.textContent)]"""
STORES = """async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,
  (await indexedDB.databases()).length, (await navigator.serviceWorker.getRegistrations()).length]"""


@dataclass
class Traveller:
    """A browser on its way, the language it goes in, and what was wrong with what it opened.

    axe: looks at a page where it is given; seen: the titles of pages that it has looked at in a language, so
    that it looks at each kind of page once, and once with a mistake.
    """

    page: Page
    site: LiveServer
    tongue: Tongue
    axe: FindViolations | None
    seen: set[tuple[str, str]]
    wrong: list[str] = field(default_factory=list)

    def go(self, address: str, status: int = 200) -> None:
        """Open an address and look at what comes."""
        answer = self.page.goto(address)
        assert answer is not None and answer.status == status, f"{address}: {answer and answer.status}"
        self.look()

    def follow(self, place: Locator | str) -> None:
        """Press what leads to another page, and look at what comes."""
        follow(self.page.locator(place).first if isinstance(place, str) else place)
        self.look()

    def send(self) -> None:
        """Press the button under the questions, and look at what comes."""
        press_on(self.page)
        self.look()

    def look(self) -> None:
        """Note everything that is wrong with the page that is open."""
        found = [*find_misspoken(self.page, self.tongue), *find_too_wide(self.page)]
        kind = (self.tongue.tag, self.page.title())
        if self.axe and kind not in self.seen:
            self.seen.add(kind)
            found += self.axe(self.page)
        self.wrong += [f"{urlsplit(self.page.url).path}: {one}" for one in found]

    def send_all(self) -> str:
        """Send what the page shows, past what it asks about names; returns the number."""
        for _ in range(MOST_STOPS):
            if urlsplit(self.page.url).path.endswith("/number"):
                return self.read_number()
            if self.page.locator("#prompts_rest").count():
                self.page.locator("#prompts_rest").check()
            self.send()
        raise AssertionError(f"{self.page.url} shows no number")

    def read_number(self) -> str:
        """The return number that the page shows, which is one in plain digits."""
        number = self.page.locator(".return-number").inner_text().strip()
        assert [len(part) for part in number.split(" ")] == [3] * 6 and number.isascii()
        return number

    def finish(self, number: str) -> None:
        """Say that the number is written down: the last page shows the same."""
        self.page.locator("#written_down").check()
        self.follow("form:has(#written_down) button")
        assert self.read_number() == number

    def come_back(self, number: str) -> None:
        """Type the number where it is asked for."""
        self.go(f"{RETURN}/?lang={self.tongue.tag}")
        self.page.locator("#return-number").fill(number)
        self.follow("form:has(#return-number) button")
        expect(self.page).to_have_url(f"{self.site.url}{RETURN}/yours")

    def read_given(self) -> list[str]:
        """Every text on the page that somebody gave, to the last character."""
        return self.page.locator(".as-given").all_text_contents()

    def find_behind(self, addresses: list[str], *secrets: str) -> list[str]:
        """What Back, Forward and addresses from the history still show of the secrets, or of any words."""
        found = []
        for move in (*[self.page.go_back] * BACK, *[self.page.go_forward] * FORWARD):
            with suppress(Error):  # the browser does not show the answer to a form again, and says so
                move()
            found += self._find_shown(secrets)
        for address in addresses:
            self.page.goto(address)
            found += self._find_shown(secrets)
        return found

    def list_kept(self) -> list[object]:
        """What this browser still holds: its cookies, and how much is in each of its stores."""
        return [*self.page.context.cookies(), *filter(None, self.page.evaluate(STORES))]

    def _find_shown(self, secrets: tuple[str, ...]) -> list[str]:
        content = read(self.page)
        typed, given = self.page.evaluate(SHOWN)
        return [*given, *(one for one in secrets if one in content or one in typed)]


Travel = Callable[[Tongue, bool], AbstractContextManager[Traveller]]


def read(page: Page) -> str:
    """The page, once it is not on its way to another."""
    for _ in range(50):
        with suppress(Error):
            page.wait_for_load_state()
            return page.content()
        page.wait_for_timeout(100)
    raise AssertionError("the page does not come to rest")


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The site, prepared once for a file of journeys."""
    with serve_journeys(tmp_path_factory.mktemp("journeys")) as server:
        yield server


@pytest.fixture(scope="module")
def looked_at() -> set[tuple[str, str]]:
    """The titles of pages that axe has looked at, by language."""
    return set()


@pytest.fixture
def travel(
    browser: Browser, live_server: LiveServer, axe: FindViolations, looked_at: set[tuple[str, str]]
) -> Travel:
    """Sends somebody on a journey; when it ends, every page of it has been right."""

    @contextmanager
    def set_out(tongue: Tongue, is_scripted: bool) -> Iterator[Traveller]:
        context = browser.new_context(
            viewport=PHONE, locale="en-GB", base_url=live_server.url, java_script_enabled=is_scripted
        )
        page = context.new_page()
        page.set_default_timeout(PATIENT)
        traveller = Traveller(page, live_server, tongue, axe if is_scripted else None, looked_at)
        yield traveller
        context.close()
        assert traveller.wrong == [], "\n".join(dict.fromkeys(traveller.wrong))

    return set_out


@pytest.fixture(scope="module")
def desk(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The staff area, in which a manager is signed in."""
    context = browser.new_context(base_url=live_server.url)
    yield enter_staff_area(live_server, context.new_page())
    context.close()
