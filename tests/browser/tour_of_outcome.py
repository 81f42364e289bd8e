"""The public page of an outcome, measured and given to axe."""

from tests.browser.conftest import FindViolations
from tests.browser.crowded import CONSULTATION
from tests.browser.touring import Tour


def read_outcome(tour: Tour, language: str, axe: FindViolations) -> None:
    """The page with quotations, asks and replies; it has no form, and needs no script."""
    tour.go(f"/consultations/{CONSULTATION}/outcome?lang={language}")
    assert tour.page.locator("blockquote").count() and tour.page.locator("main ol > li").count() == 2
    assert tour.page.locator("main form, main script").count() == 0
    assert axe(tour.page) == [], tour.page.url
