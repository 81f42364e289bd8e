"""An unfinished return in Chromium: saved, closed, taken up elsewhere after a restart, sent, and printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from consult.app import create_app
from tests.browser.conftest import DESKTOP, PHONE, ZOOMED, FindViolations, OpenPage
from tests.browser.site import LiveServer, serve_app
from tests.browser.steps import follow, press, press_in_place, press_main, press_on
from tests.browser.widths import find_too_wide
from tests.factories.answering import SLUG
from tests.unit.exports.pdf_sample import find_failures, list_tags, open_pdf, read_words

pytestmark = pytest.mark.browser
WORDS = {"en": "Deposits, and somebody to ask.", "ar": "المساعدة في العقود"}
SAVE = "#answers button[name=save_for_later]"
SCREENS = (DESKTOP, PHONE, ZOOMED)
KEPT = (
    "SECRET_KEY", "STRETCHING", "RATELIMIT_ENABLED", "LEAST_SECONDS", "INSTANCE", "DATABASE_URL",
    "KEYSTORE_URL", "SALT_FILE", "KEY_FILE", "KEY_SOCKET", "HTTPS",
)  # fmt: skip
"""What outlives a restart."""


@pytest.fixture
def restarted(live_server: LiveServer) -> Iterator[LiveServer]:
    """The same installation, served by another process's worth of application."""
    settings = {name: live_server.app.config[name] for name in KEPT}
    with serve_app(create_app(settings)) as server:
        yield server


def begin(page: Page, language: str) -> None:
    """To the first question, with its answer typed and not sent."""
    page.goto(f"/c/{SLUG}/?lang={language}")
    follow(page.locator("main form .govuk-button").last)
    page.locator("#q_organisation").fill("Vale Housing")
    page.locator("#q_sector").select_option("voluntary_community")
    press_on(page)
    page.locator("#q_homes").fill(WORDS[language])


def finish(page: Page) -> None:
    """From the first question to the receipt."""
    press_on(page)
    press_on(page)
    page.locator("input[name=q_works][value=yes]").check()
    press_on(page)
    page.locator("input[name=q_use][value=named]").check()
    press_on(page)
    press_on(page)


def take_up(page: Page, number: str) -> None:
    page.goto("/return/")
    page.locator("#return-number").fill(number)
    press_main(page)


@pytest.mark.noto
@pytest.mark.parametrize("language", ["en", "ar"])
def test_unfinished_return__without_script_and_after_a_restart__is_taken_up_elsewhere_and_sent(
    open_page: OpenPage, restarted: LiveServer, language: str, tmp_path: Path
) -> None:
    first = open_page(viewport=PHONE, java_script_enabled=False)
    begin(first, language)
    follow(first.locator(SAVE))
    number = first.locator(".return-number").inner_text()
    first.locator("#written_down").check()
    press_on(first)
    expect(first.locator(".return-number")).to_have_text(number)
    first.context.close()
    second = open_page(base_url=restarted.url, java_script_enabled=False, accept_downloads=True)
    take_up(second, number)
    expect(second.locator("html")).to_have_attribute("lang", language)
    expect(second.locator("#q_homes")).to_have_value(WORDS[language])
    finish(second)
    expect(second.locator(".receipt")).to_be_visible()
    second.goto(f"/c/{SLUG}/copy/")
    with second.expect_download() as found:
        press_in_place(second.locator("main form .govuk-button"))
    made = tmp_path / "copy.pdf"
    found.value.save_as(made)
    look_at_copy(made.read_bytes(), language)


def look_at_copy(content: bytes, language: str) -> None:
    """It is tagged, in the language, and says what was typed."""
    words = read_words(content)
    assert find_failures(content) == []
    assert str(open_pdf(content).trailer["/Root"]["/Lang"]).split("-")[0] == language
    assert {"Title", "H1", "H2"} <= {one.kind for one in list_tags(content)}
    assert set(WORDS[language].replace(",", "").rstrip(".").split()) <= set(
        words.replace(",", " ").replace(".", " ").split()
    )
    assert "Vale Housing" in words


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_coming_back__in_both_directions__fit_and_give_axe_nothing_to_say(
    open_page: OpenPage, axe: FindViolations, language: str
) -> None:
    page = open_page()
    for place in walk(page, language):
        for screen in SCREENS:
            page.set_viewport_size(screen)
            assert (axe(page), find_too_wide(page)) == ([], []), (place, screen)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr"), place


def walk(page: Page, language: str) -> Iterator[str]:
    """Each page of saving, with its mistake, of coming back and of the copy."""
    begin(page, language)
    yield "a question with two buttons"
    follow(page.locator(SAVE))
    yield "saved"
    press_on(page)
    yield "saved, not confirmed"
    number = page.locator(".return-number").inner_text()
    page.goto(f"/c/{SLUG}/later/delete")
    yield "delete?"
    page.goto(f"/c/{SLUG}/later/")
    page.locator("#written_down").check()
    press_on(page)
    yield "left"
    take_up(page, number)
    yield "taken up"
    for _ in range(2):
        press_on(page)
    page.locator("input[name=q_works][value=yes]").check()
    press_on(page)
    page.locator("input[name=q_use][value=named]").check()
    press_on(page)
    page.locator("#remarks").evaluate("field => { field.value = 'filled in'; }")
    press_on(page)
    yield "check, with the field that has to be empty"
    press_on(page)
    yield "receipt without a number"
    page.goto(f"/c/{SLUG}/copy/")
    yield "copy"


def test_field_that_nobody_sees__on_the_page_before_sending__is_not_reached_with_the_keyboard(
    page: Page,
) -> None:
    begin(page, "en")
    for _ in range(3):
        press_on(page)
        if page.locator("input[name=q_works]").count():
            page.locator("input[name=q_works][value=yes]").check()
    page.locator("input[name=q_use][value=named]").check()
    press_on(page)
    box = page.locator(".unseen-field").bounding_box()
    assert box is not None and max(box["width"], box["height"]) <= 1
    page.locator("#answers .govuk-button").first.focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.id") != "remarks"
    press(page, "Send")
    expect(page.locator(".receipt")).to_be_visible()
