"""The way through the pages of a partner that is asked about a version, each measured and given to axe."""

import re

from tests.browser.conftest import FindViolations
from tests.browser.crowded import PARTNER, QUESTION, ask_new_partner, read_last_letter
from tests.browser.touring import Tour
from tests.factories.crowding import NAME, WORD

AGREEMENT = "/agreement"


def agree(tour: Tour, language: str, axe: FindViolations) -> None:
    """From the link to a position on a section, with mistakes on the way."""
    page, look = tour.page, lambda: _look(tour, axe)
    page.goto(f"{AGREEMENT}/version/?lang={language}")
    look()
    tour.go(f"{AGREEMENT}/link/{ask_new_partner(tour.site)}")
    tour.send_main()
    look()
    page.locator("#address").fill(PARTNER)
    tour.send_main()
    tour.send_main()
    look()
    page.locator("#code").fill(re.findall(r"\d{6}", read_last_letter(tour.site))[0])
    tour.send_main()
    look()
    tour.go(f"{AGREEMENT}/version/sections/{QUESTION}")
    tour.send_main()
    look()
    page.locator("#stance-3").check()
    page.locator("#authority").check()
    for name in ("words", "given_by", "given_role"):
        page.locator(f"#{name}").fill(f"{WORD} {NAME}")
    tour.send_main()
    look()


def _look(tour: Tour, axe: FindViolations) -> None:
    assert axe(tour.page) == [], tour.page.url
