"""The way through the pages of a person's experience, each measured."""

from urllib.parse import urlsplit

from tests.browser.crowded import CONSULTATION, put_aside, quote
from tests.browser.touring import Tour
from tests.factories.crowding import NAME, WORD

HOME, START = "/your-experience", f"/your-experience/{CONSULTATION}"
MOST_STOPS = 4


def tell(tour: Tour, language: str) -> None:
    """From the choice of a language to a withdrawn experience."""
    for path in (f"{HOME}/", f"{START}/", f"{START}/privacy", f"{START}/about", f"{HOME}/return/"):
        tour.go(f"{path}?lang={language}")
    for path in (f"{START}/young", f"{START}/alone", f"{HOME}/safety"):
        tour.go(path)
    first = write(tour)
    tour.send()
    for name in ("told", "keep-away"):
        tour.go(f"{START}/{name}")
    tour.page.locator("#q_kept_away").fill(f"{WORD} {NAME}\n{WORD * 4}")
    tour.send()
    tour.go(f"{START}/pause")
    tour.go(f"{START}/check")
    number = send(tour)
    tour.go(f"{HOME}/stop")
    come_back(tour, number)
    for name in (f"q/{first}", "told", "permission", "keep-away"):
        tour.go(f"{HOME}/return/{name}")
    hear_back(tour, number)
    tour.go(f"{HOME}/return/withdraw")
    tour.follow(tour.page.locator("#main-content .govuk-button--warning"))


def write(tour: Tour) -> str:
    """Answer from the age to the page of permission, filled in; returns the name of the first page."""
    page = tour.page
    tour.go(f"{START}/about")
    page.locator("input[name=age][value=over]").check()
    tour.follow(page.locator("form[action*='/about'] button").last)
    first = urlsplit(page.url).path.rpartition("/")[2]
    page.locator("#q_told").fill(f"{WORD} {NAME}\n{WORD * 4}")
    tour.send()
    for purpose in ("analyse", "quote"):
        page.locator(f"input[value={purpose}]").check()
    return first


def send(tour: Tour) -> str:
    """Send what the page shows, past any page that asks about it; returns the number."""
    rest = tour.page.locator("#prompts_rest")
    for _ in range(MOST_STOPS):
        if rest.count():
            rest.check()
        if urlsplit(tour.page.url).path.endswith("/number"):
            return tour.page.locator("bdi[dir=ltr]").first.inner_text()
        tour.send()
    raise AssertionError(f"{tour.page.url} shows no number")


def come_back(tour: Tour, number: str) -> None:
    """Type the number where it is asked for."""
    tour.go(f"{HOME}/return/")
    tour.page.locator("#return-number").fill(number)
    tour.follow(tour.page.locator("form:has(#return-number) button"))


def hear_back(tour: Tour, number: str) -> None:
    """What a person finds of what staff did: a sentence that is quoted, messages, having been set aside."""
    page, back = tour.page, f"{HOME}/return"
    quote(tour.site, number)
    tour.go(f"{back}/sentences")
    tour.follow(page.locator("button[value=refused]"))
    tour.go(f"{back}/messages")
    tour.send_main()
    page.locator("#message").fill(f"{WORD} {NAME}\n{WORD * 4}")
    tour.send_main()
    put_aside(tour.site, number)
    tour.go(f"{back}/yours")
    tour.go(f"{back}/set-aside")
    tour.send_main()
    page.locator("#answer").fill(f"{WORD} {NAME}")
    tour.send_main()
