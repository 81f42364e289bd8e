"""From one page to the next: what is typed before the next page has come is typed into the old one.

A house test keeps every other click out of the browser tests.
"""

from playwright.sync_api import Locator, Page


def follow(place: Locator) -> None:
    """Press what leads to another page, and wait until that page has come."""
    with place.page.expect_navigation():
        place.click()


def press(page: Page, name: str) -> None:
    """Follow the button of this name."""
    follow(page.get_by_role("button", name=name, exact=True))


def press_in_place(place: Locator) -> None:
    """Press what changes the page it is on: a menu, a link to an input, a download."""
    place.click()


def press_main(page: Page) -> None:
    """Follow the first button of the page's first form."""
    follow(page.locator("main form .govuk-button").first)


def press_on(page: Page) -> None:
    """Follow the first button under the questions of a page: the one that goes on."""
    follow(page.locator("#answers .govuk-button").first)
