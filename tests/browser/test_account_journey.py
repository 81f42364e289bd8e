"""Telling an experience in a real browser: both directions of writing, a phone, no script, the way out."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from consult.web.account_cookie import COOKIE
from tests.browser.conftest import PHONE, FindViolations, OpenPage
from tests.browser.site import LiveServer, serve_site
from tests.browser.steps import follow, press_on
from tests.browser.widths import find_too_wide
from tests.factories.giving import SLUG, make_giving_consultation, make_keys

pytestmark = pytest.mark.browser
START = f"/your-experience/{SLUG}"
ELSEWHERE = "/contact"
WORDS = {
    "en": "The bus was late and nobody told us.",
    "ar": "تأخرت الحافلة ولم يخبرنا أحد.",
    "ti": "ኣውቶቡስ ደንጕዩ፡ ዝነገረና ከኣ የለን።",
}


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The site with the form for experiences open; leaving it goes to a page of its own, to stay offline."""
    folder = tmp_path_factory.mktemp("telling")
    with serve_site(folder, ACCOUNT_FORM=True, EXIT_ADDRESS=ELSEWHERE) as server:
        make_keys(server.app.config)
        with server.sessions.begin() as session:
            make_giving_consultation(session)
        yield server


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """A small phone, with and without script."""
    return open_page(viewport=PHONE, java_script_enabled=request.param)


def begin(page: Page, language: str) -> None:
    page.goto(f"{START}/")
    follow(page.locator(f"a[hreflang={language}]"))
    page.locator("input[name=age][value=over]").check()
    follow(page.locator("form[action*='/about'] button").last)


def write(page: Page, language: str) -> None:
    """From the first page to the one that shows everything."""
    begin(page, language)
    page.locator("#q_what_happened").fill(WORDS[language])
    press_on(page)
    page.locator("input[value=analyse]").check()
    press_on(page)
    page.goto(page.locator("details a[href*='/q/area']").get_attribute("href") or "")
    page.locator("input[value=coast]").check()
    press_on(page)


def check_fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert find_too_wide(page) == []


@pytest.mark.parametrize("language", ["en", "ar", "ti"])
def test_way__on_a_phone__ends_with_a_number_that_reads_left_to_right(phone: Page, language: str) -> None:
    write(phone, language)
    expect(phone.locator(".as-given").first).to_have_text(WORDS[language])
    press_on(phone)

    number = phone.locator("bdi[dir=ltr]")
    expect(number).to_have_text(re.compile(r"^\s*(\d{3} ){5}\d{3}\s*$"))
    shown = number.inner_text()
    phone.locator("#written_down").check()
    follow(phone.locator("form:has(#written_down) button"))
    expect(phone.locator("bdi[dir=ltr]")).to_have_text(shown)

    phone.goto(f"/your-experience/return/?lang={language}")
    phone.locator("#return-number").fill(shown)
    follow(phone.locator("form:has(#return-number) button"))
    expect(phone.locator(".as-given").first).to_have_text(WORDS[language])
    check_layout(phone, language)


def check_layout(page: Page, language: str) -> None:
    direction = "rtl" if language == "ar" else "ltr"
    expect(page.locator("html")).to_have_attribute("dir", direction)
    check_fits(page)


@pytest.mark.parametrize("language", ["en", "ar", "ti"])
def test_pages__each_looked_at_by_axe__are_clean(page: Page, axe: FindViolations, language: str) -> None:
    seen = {}

    def look() -> None:
        check_fits(page)
        seen[f"{len(seen)} {page.url}"] = axe(page)

    page.goto(f"/your-experience/?lang={language}")
    look()
    page.goto(f"{START}/")
    look()
    follow(page.locator(f"a[hreflang={language}]"))
    look()
    page.locator("input[name=age][value=over]").check()
    follow(page.locator("form[action*='/about'] button").last)
    press_on(page)  # nothing written: the page with its mistake
    look()
    page.locator("#q_what_happened").fill(WORDS[language])
    for _ in range(3):
        press_on(page)
        look()
    shown = page.locator("bdi[dir=ltr]").inner_text()
    follow(page.locator("form:has(#written_down) button"))
    look()
    page.locator("#written_down").check()
    follow(page.locator("form:has(#written_down) button"))
    look()
    page.goto(f"/your-experience/return/?lang={language}")
    look()
    page.locator("#return-number").fill(shown)
    follow(page.locator("form:has(#return-number) button"))
    look()
    for place in ("permission", "told", "q/what_happened", "withdraw"):
        page.goto(f"/your-experience/return/{place}")
        look()
    follow(page.locator("#main-content .govuk-button--warning"))
    look()

    assert {address: found for address, found in seen.items() if found} == {}
    assert len(seen) == 16


@pytest.mark.parametrize("language", ["en", "ar"])
def test_exit__pressed_while_writing__leaves_nothing_behind_the_button_back(
    page: Page, language: str
) -> None:
    write(page, language)
    page.goto(f"{START}/q/what_happened")
    expect(page.locator("#q_what_happened")).to_have_value(WORDS[language])

    follow(page.locator(".govuk-exit-this-page a, a.govuk-exit-this-page__button").first)
    page.wait_for_url(f"**{ELSEWHERE}")
    for _ in range(3):
        page.go_back()
        assert WORDS[language] not in page.content()

    assert COOKIE not in {one.get("name") for one in page.context.cookies()}
    page.goto(f"{START}/q/what_happened")
    assert WORDS[language] not in page.content()


def test_exit__without_script__works_as_a_link(phone: Page) -> None:
    write(phone, "en")

    follow(phone.locator("a.govuk-exit-this-page__button").first)

    phone.wait_for_url(f"**{ELSEWHERE}")
    phone.goto(f"{START}/check")
    assert WORDS["en"] not in phone.content()


def test_shift__pressed_three_times__leaves(page: Page) -> None:
    write(page, "en")
    page.wait_for_url("**/check")  # the script of the page has run by then

    for _ in range(3):
        page.keyboard.press("Shift")

    page.wait_for_url(f"**{ELSEWHERE}")


def test_pages__loaded__ask_no_other_host_and_are_small(page: Page, live_server: LiveServer) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    write(page, "en")

    assert asked and {url for url in asked if not url.startswith(live_server.url)} == set()
    assert len(page.content()) < 60_000
