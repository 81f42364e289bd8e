"""A browser that goes through the site and measures every page it opens."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from tests.browser.site import LiveServer
from tests.browser.steps import follow, press_main, press_on
from tests.browser.widths import find_too_wide

WIDTHS = (360, 320)
"""A small phone, and what is left of a desktop at 400%."""
HEIGHT = 640


@dataclass
class Tour:
    """A browser going through the site, which endpoints it has seen, and what did not fit.

    in_turn: it measures one page in one width and the next page in the next, not each page in each.
    """

    page: Page
    site: LiveServer
    in_turn: bool
    measured: int = 0
    seen: set[str] = field(default_factory=set)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def go(self, address: str) -> None:
        """Open an address and look at what comes."""
        answer = self.page.goto(address)
        assert answer is not None and answer.status == 200, address
        self.look()

    def look(self) -> None:
        """Measure the page that is open."""
        path, adapter = urlsplit(self.page.url).path, self.site.app.url_map.bind("")
        method = "GET" if "GET" in adapter.allowed_methods(path) else "POST"
        self.seen.add(adapter.match(path, method=method)[0])
        self.measure()

    def measure(self) -> None:
        """Note what does not fit, of a page that need not be one of ours."""
        self.measured += 1
        for width in (WIDTHS[self.measured % len(WIDTHS)],) if self.in_turn else WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            if found := find_too_wide(self.page):
                self.wrong[urlsplit(self.page.url).path] = found

    def list_wrong(self) -> list[str]:
        """A line for each page that was too wide."""
        return [f"{path}: {' '.join(found)}" for path, found in sorted(self.wrong.items())]

    def send(self) -> None:
        """Press the button under the questions, and look at what comes."""
        press_on(self.page)
        self.look()

    def send_main(self) -> None:
        """Press the first button of the first form, and look at what comes."""
        press_main(self.page)
        self.look()

    def follow(self, place: Locator) -> None:
        """Press what leads to another page, and look at what comes."""
        follow(place)
        self.look()
