"""A group in a real browser: what one person tells through an interpreter, and a listening event."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from consult.models.group_kinds import WayIn
from consult.sealing.salt_files import read_secret_salt
from tests.browser.conftest import PHONE, FindViolations, OpenPage
from tests.browser.site import LiveServer, serve_site
from tests.browser.steps import follow, press_on
from tests.browser.widths import find_too_wide
from tests.factories.giving import SLUG, make_giving_consultation, make_keys
from tests.factories.grouping import make_ready_group

pytestmark = pytest.mark.browser
START, GROUP = f"/your-experience/{SLUG}", "/your-experience/group"
WORDS = {"en": "We waited four months for a school.", "ar": "انتظرنا المدرسة أربعة أشهر."}
LABELS = {"en": "blue door", "ar": "red chair"}
SPOKEN_THREE = {"en": "three", "ar": "ثلاثة"}
DIRECTIONS = {"en": "ltr", "ar": "rtl"}


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The site where groups alone may give, with one group that is ready."""
    with serve_site(tmp_path_factory.mktemp("relaying"), ACCOUNT_FORM=True) as server:
        make_keys(server.app.config)
        with server.sessions.begin() as session:
            make_giving_consultation(session, way_in=WayIn.BY_LINK)
            salt = read_secret_salt(Path(server.app.config["SALT_FILE"]))
            _, token, number = make_ready_group(session, salt)
        server.app.config["TEST_GROUP"] = (token, number.shown())
        yield server


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A small phone without script: what needs it is found here."""
    return open_page(viewport=PHONE, java_script_enabled=False)


def open_group(page: Page, server: LiveServer, language: str) -> None:
    page.goto(f"{GROUP}/link/{server.app.config['TEST_GROUP'][0]}?lang={language}")
    page.goto(f"{GROUP}/?lang={language}")


def press_main_button(page: Page) -> None:
    follow(page.locator("main form .govuk-button:not(.govuk-button--secondary)").last)


def begin_relay(page: Page, language: str) -> None:
    """From the group's page, read out what it is, to the first question."""
    follow(page.locator("form[action*='/relay/'] button"))
    follow(page.locator(f"a[hreflang={language}]"))
    page.locator("input[name=age][value=over]").check()
    follow(page.locator("form[action*='/about'] button").last)


def tell(page: Page, language: str) -> None:
    """What one person tells through an interpreter, up to the page that shows everything."""
    begin_relay(page, language)
    page.locator("#q_what_happened").fill(WORDS[language])
    while not page.url.partition("?")[0].endswith("/permission"):
        press_on(page)
    allow(page)
    page.locator("input[value=read_back]").check()
    page.locator("#q_group_label").fill(LABELS[language])
    press_on(page)


def allow(page: Page) -> None:
    """Spoken permission, and how it was told: in Tigrinya, summed up."""
    page.locator("input[value=analyse]").check()
    for name, value in (("q_spoken_language", "ti"), ("q_wording", "summary"), ("q_manner", "spoken")):
        field = page.locator(f"[name={name}]")
        if field.count() and field.first.evaluate("one => one.tagName") == "SELECT":
            field.first.select_option(value)
        elif field.count() and field.first.get_attribute("type") == "radio":
            page.locator(f"[name={name}][value={value}]").check()
        elif field.count():
            field.first.fill("ትግርኛ")
    press_on(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_relay__of_one_person__ends_with_two_numbers_and_a_card(
    phone: Page, live_server: LiveServer, language: str
) -> None:
    open_group(phone, live_server, language)
    tell(phone, language)
    expect(phone.locator("body")).to_contain_text(WORDS[language])
    send(phone)

    shown = phone.locator("bdi[dir=ltr]").first.inner_text()
    follow(phone.locator(f"a[href*='{SLUG}/card']"))
    expect(phone.locator(".number-card bdi").first).to_have_text(re.compile(shown.strip()))
    digits = len(phone.locator(".read-aloud__words").all())
    assert digits == 6
    if "3" in shown:
        expect(phone.locator(".read-aloud")).to_contain_text(SPOKEN_THREE[language])
    expect(phone.locator("html")).to_have_attribute("dir", DIRECTIONS[language])
    assert find_too_wide(phone) == []

    read_back(phone, live_server, language)


def send(page: Page) -> None:
    """Press on until the number is shown, past any page that asks about names."""
    for _ in range(3):
        if page.url.partition("?")[0].endswith("/number"):
            return
        press_on(page)


def read_back(page: Page, server: LiveServer, language: str) -> None:
    """The group's number opens its list, and the words that the person lets it read."""
    page.goto(f"{GROUP}/enter?lang={language}")
    page.locator("#return-number").fill(server.app.config["TEST_GROUP"][1])
    follow(page.locator("form:has(#return-number) button"))
    page.goto(f"{GROUP}/list/?lang={language}")
    expect(page.locator("body")).not_to_contain_text(WORDS[language])
    follow(page.get_by_role("link", name=LABELS[language]).first)
    follow(page.locator("a[href*='/words']"))
    expect(page.locator(".as-given").first).to_have_text(WORDS[language])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_event__told_by_several__is_passed_on_as_one(
    phone: Page, live_server: LiveServer, language: str
) -> None:
    open_group(phone, live_server, language)
    follow(phone.locator("form[action*='/event/'] button"))
    tell_event(phone, language)
    expect(phone.locator("body")).to_contain_text(WORDS[language])
    assert find_too_wide(phone) == []
    send(phone)
    expect(phone.locator("bdi[dir=ltr]").first).to_have_text(re.compile(r"^\s*(\d{3} ){5}\d{3}\s*$"))


def tell_event(page: Page, language: str) -> None:
    """Who was there, what was said, that they agreed; up to the page that shows everything."""
    page.locator("[name=q_month]").first.check()
    page.locator("#q_people").fill("12")
    page.locator("[name=q_languages][value=ti]").check()
    press_on(page)
    page.locator("#q_point_1").fill(WORDS[language])
    page.locator("[name=q_said_by_1][value=most]").check()
    page.locator("[name=q_agreed][value=all]").check()
    page.locator("[name=q_may_print][value=yes]").check()
    press_on(page)
    page.locator("#q_group_label").fill("meeting")
    press_on(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_groups_pages__each_looked_at_by_axe__are_clean(
    page: Page, live_server: LiveServer, axe: FindViolations, language: str
) -> None:
    seen = {}

    def look() -> None:
        assert find_too_wide(page) == []
        seen[f"{len(seen)} {page.url}"] = axe(page)

    page.goto(f"{START}/?lang={language}")
    look()  # nobody has passed it on
    for address in ("/listening-events", f"{GROUP}/enter", "/your-experience/card"):
        page.goto(f"{address}?lang={language}")
        look()
    open_group(page, live_server, language)
    look()
    follow(page.locator("form[action*='/event/'] button"))
    look()
    tell_event(page, language)
    look()
    open_group(page, live_server, language)
    tell(page, language)
    page.goto(f"{START}/group")
    look()
    page.goto(f"{START}/check")
    send(page)
    look()
    page.goto(f"{START}/card")
    look()
    page.goto(f"{GROUP}/enter?lang={language}")
    page.locator("#return-number").fill(live_server.app.config["TEST_GROUP"][1])
    follow(page.locator("form:has(#return-number) button"))
    page.goto(f"{GROUP}/list/?lang={language}")
    look()
    follow(page.get_by_role("link", name=LABELS[language]).first)
    look()
    assert {address: found for address, found in seen.items() if found} == {}
    assert len(seen) == 12
