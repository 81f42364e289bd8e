"""Answering in a real browser: the whole way, right to left, on small screens, without script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, ZOOMED, FindViolations, OpenPage
from tests.browser.steps import follow, press_in_place, press_main, press_on
from tests.browser.widths import find_too_wide
from tests.factories.answering import SLUG

pytestmark = pytest.mark.browser
TEXT = "Deposits, and somebody to ask.\nالمساعدة في العقود"
FIXED_PAGES = ("/", "/contact", "/privacy", "/accessibility", f"/c/{SLUG}/", "/return/")
SCREENS = (DESKTOP, PHONE, ZOOMED)


def walk(page: Page, language: str) -> Iterator[str]:
    """From the front door to a withdrawn return, with mistakes on the way; stops at every page."""
    for path in FIXED_PAGES:
        page.goto(f"{path}?lang={language}")
        yield path
    yield from walk_form(page, language)


def walk_form(page: Page, language: str) -> Iterator[str]:
    """From the first page of the consultation."""
    page.goto(f"/c/{SLUG}/?lang={language}")
    follow(page.locator("main form .govuk-button").last)
    yield "who"
    press_on(page)
    yield "who, with mistakes"
    page.locator("#q_organisation").fill("Vale Housing")
    page.locator("#q_sector").select_option("voluntary_community")
    press_on(page)
    yield from walk_questions(page)
    yield "check"
    press_on(page)
    yield "receipt"
    yield from walk_back(page, page.locator(".return-number").inner_text())


def walk_questions(page: Page) -> Iterator[str]:
    press_on(page)
    yield "text, with a mistake"
    page.locator("#q_homes").fill(TEXT)
    press_on(page)
    page.locator("#q_count").fill("many")
    press_on(page)
    yield "number, with a mistake"
    page.locator("#q_count").fill("12")
    press_on(page)
    page.locator("#q_began-day").fill("3")
    press_on(page)
    yield "several questions, with a mistake"
    page.locator("#q_began-day").fill("")
    page.locator("input[name=q_works][value=yes]").check()
    press_on(page)
    yield "use"
    page.locator("input[name=q_use][value=named]").check()
    press_on(page)


def walk_back(page: Page, number: str) -> Iterator[str]:
    press_main(page)
    yield "receipt, not confirmed"
    page.locator("#written_down").check()
    press_main(page)
    yield "leaving"
    page.goto("/return/")
    page.locator("#return-number").fill("123")
    press_main(page)
    yield "number, unknown"
    page.locator("#return-number").fill(number)
    press_main(page)
    yield "own return"
    page.goto("/return/withdraw")
    yield "withdraw"
    press_main(page)
    yield "withdrawn"


@pytest.mark.soak  # in each run test_every_page_fits looks at the same pages, full of long words
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page__walked_through__has_no_violation_and_fits(
    open_page: OpenPage, axe: FindViolations, language: str
) -> None:
    page = open_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    for place in walk(page, language):
        for screen in SCREENS:
            page.set_viewport_size(screen)
            assert (axe(page), find_too_wide(page)) == ([], []), (place, screen)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr"), place
        assert page.locator("h1").count() == 1, place
    assert [text for text in refused if "422" not in text] == []


def test_journey__without_script__works_to_the_end(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    for _ in walk(page, "en"):
        pass
    assert page.url.endswith("/return/withdrawn")


def test_return_number__in_a_right_to_left_page__is_read_left_to_right(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    place = next(place for place in walk_form(page, "ar") if place == "receipt")
    number = page.locator(".return-number")
    assert place
    assert re.fullmatch(r"(\d{3} ){5}\d{3}", number.inner_text())
    direction = number.evaluate("element => getComputedStyle(element).direction")
    assert direction == "ltr"


def test_language_switch__in_the_middle__keeps_what_was_typed_and_its_mistake(page: Page) -> None:
    page.goto(f"/c/{SLUG}/?lang=en")
    press_main(page)
    page.goto(f"/c/{SLUG}/q/count")
    page.locator("#q_count").fill("many")
    press_on(page)
    follow(page.get_by_role("button", name="العربية"))
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("#q_count")).to_have_value("many")
    expect(page.locator(".govuk-error-summary a")).to_have_attribute("href", "#q_count")
    page.locator("#q_count").fill("12")
    follow(page.get_by_role("button", name="English"))
    expect(page.locator("#q_count")).to_have_value("12")


def test_error_summary__opened__takes_the_focus_and_leads_to_the_input(page: Page) -> None:
    page.goto(f"/c/{SLUG}/")
    press_main(page)
    page.goto(f"/c/{SLUG}/q/homes")
    press_on(page)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    press_in_place(page.locator(".govuk-error-summary a"))
    expect(page.locator("#q_homes")).to_be_focused()


def test_session_warning__before_the_end__offers_more_time(open_page: OpenPage) -> None:
    page = open_page()
    page.clock.install()
    page.goto(f"/c/{SLUG}/")
    press_main(page)
    warning = page.locator(".session-warning")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("26:00")
    expect(warning).to_be_visible()
    press_in_place(warning.get_by_role("button"))
    expect(warning).to_be_hidden()


def test_two_windows__of_one_browser__show_both_versions(page: Page, axe: FindViolations) -> None:
    page.goto(f"/c/{SLUG}/?lang=en")
    press_main(page)
    other = page.context.new_page()
    for window in (page, other):
        window.goto(f"/c/{SLUG}/q/homes")
    for window, text in ((page, "First"), (other, "Second")):
        window.locator("#q_homes").fill(text)
        press_on(window)
    expect(other.locator(".versions__one")).to_have_count(2)
    assert axe(other) == []
    other.locator("#q_homes").fill("Both")
    press_on(other)
    expect(other).to_have_url(re.compile("/q/count$"))
