"""Each kind of question in a real browser: in both directions, on small screens, without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, ZOOMED, FindViolations, OpenPage
from tests.browser.site import LiveServer, serve_site
from tests.browser.steps import press_in_place, press_main, press_on
from tests.browser.widths import find_too_wide
from tests.factories.branching import BRANCHING_SLUG, make_branching_consultation
from tests.factories.kinds import PAGES

pytestmark = pytest.mark.browser
FORM = f"/c/{BRANCHING_SLUG}/"
WRONG = {
    "cost": {"q_cost": "1,234"},
    "share": {"q_share": "101"},
    "opens": {"q_opens-hour": "25"},
    "met": {"q_met-day": "27"},
    "order": {"q_order-older": "1", "q_order-single": "1"},
    "town": {"q_town": "newport"},
}


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A site with a form of all kinds."""
    folder: Path = tmp_path_factory.mktemp("kinds")
    with serve_site(folder) as server:
        with server.sessions.begin() as session:
            make_branching_consultation(session, PAGES)
        yield server


def begin(page: Page, language: str) -> None:
    """Begin a return and say who it is from."""
    page.goto(f"{FORM}?lang={language}")
    press_main(page)
    page.locator("#q_organisation").fill("Vale Housing")
    page.locator("#q_sector").select_option("voluntary_community")
    press_on(page)


def fill(page: Page, typed: dict[str, str]) -> None:
    """Type into inputs by their names."""
    for name, text in typed.items():
        page.locator(f'[name="{name}"]').fill(text)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_kind__in_a_language__has_no_violation_and_fits(
    open_page: OpenPage, axe: FindViolations, language: str
) -> None:
    page = open_page()
    begin(page, language)
    for asked in PAGES:
        if asked.id == "who_other":
            continue  # asked only after an answer
        page.goto(f"{FORM}q/{asked.id}")
        fill(page, WRONG.get(asked.id, {}))
        for attempt in ("as it opens", "as it refuses"):
            for screen in (DESKTOP, ZOOMED):
                page.set_viewport_size(screen)
                assert (axe(page), find_too_wide(page)) == ([], []), (asked.id, attempt, screen)
            if asked.id not in WRONG:
                break
            press_on(page)
            assert page.locator(".govuk-error-summary").count() == 1, asked.id
        assert page.locator("h1").count() == 1, asked.id


def test_way__without_script__goes_through_each_kind_to_the_last_page(open_page: OpenPage) -> None:
    page = open_page(viewport=ZOOMED, java_script_enabled=False)
    begin(page, "en")
    expect(page.locator("#q_cost")).to_have_value("2.50")
    fill(page, {"q_cost": "12,50"})
    press_on(page)
    page.locator('input[name=q_trust][value="2.5"]').check()
    press_on(page)
    fill(page, {"q_share": "40"})
    press_on(page)
    fill(page, {"q_opens-hour": "9", "q_opens-minute": "05"})
    press_on(page)
    parts = ("day", "month", "year", "hour", "minute")
    fill(page, dict(zip((f"q_met-{part}" for part in parts), ["27", "3", "2026", "14", "30"], strict=True)))
    press_on(page)
    fill(page, {"q_order-older": "1", "q_order-families": "2"})
    press_on(page)
    page.get_by_label("Agree", exact=True).check()
    press_on(page)
    find_a_town(page)
    page.locator("input[name=q_who][value=other]").check()
    press_on(page)
    fill(page, {"q_who_other": "Carers"})
    press_on(page)
    for name in ("q_homes_fit", "q_homes_near"):
        page.locator(f"input[name={name}][value=disagree]").check()
    press_on(page)
    page.locator("#q_read").check()
    press_on(page)
    page.locator("input[name=q_use][value=named]").check()
    press_on(page)
    for words in ("12.50", "27 March 2026, 14:30", "1. Older people", "Newport", "Carers", "✓"):
        assert words in page.locator("main").inner_text()


def find_a_town(page: Page) -> None:
    """Type part of a name, and choose one of those that it fits."""
    fill(page, {"q_town": "newp"})
    press_on(page)
    expect(page.locator("input[name=q_town-choice]")).to_have_count(2)
    page.get_by_label("Newport (newport_2)").check()
    press_on(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_long_list__with_script__is_chosen_from_with_the_keyboard(
    open_page: OpenPage, axe: FindViolations, language: str
) -> None:
    page = open_page(viewport=ZOOMED)
    begin(page, language)
    page.goto(f"{FORM}q/town")
    box = page.get_by_role("combobox")
    box.press_sequentially("newp")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(page.locator("[role=status]").filter(has_text="2")).to_have_count(1)
    assert (axe(page), find_too_wide(page)) == ([], [])
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "q_town-found-1")
    box.press("Enter")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert "newport_2" in box.input_value()
    press_on(page)
    assert page.url.endswith("/q/who")
    page.goto(f"{FORM}q/town")
    assert "newport_2" in page.get_by_role("combobox").input_value()


def test_long_list__with_script__closes_and_finds_nothing_without_losing_words(open_page: OpenPage) -> None:
    page = open_page()
    begin(page, "en")
    page.goto(f"{FORM}q/town")
    box = page.get_by_role("combobox")
    box.press_sequentially("lee")
    press_in_place(page.get_by_role("option", name="Leeds"))
    expect(box).to_have_value("Leeds")
    box.fill("Atlantis")
    expect(page.get_by_text("Nothing found")).to_have_count(1)
    box.fill("town")
    expect(page.get_by_role("option")).to_have_count(10)
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("town")


def test_table__wide_and_narrow__is_a_table_and_then_a_list(open_page: OpenPage) -> None:
    page = open_page()
    begin(page, "en")
    page.goto(f"{FORM}q/table")
    expect(page.locator(".matrix__head")).to_be_visible()
    rings = page.locator(".matrix__row").first.locator("input")
    tops = {round(rings.nth(n).bounding_box()["y"]) for n in range(3)}  # type: ignore[index]
    assert len(tops) == 1
    page.set_viewport_size(ZOOMED)
    expect(page.locator(".matrix__head")).to_be_hidden()
    expect(page.locator(".matrix__row label").nth(1)).to_be_visible()
    assert page.get_by_role("group", name="Homes fit families").get_by_role("radio").count() == 3


def test_scale__on_a_wide_screen__stands_in_one_row_and_is_pressed_where_it_is_seen(
    open_page: OpenPage,
) -> None:
    page = open_page(locale="ar")
    begin(page, "ar")
    page.goto(f"{FORM}q/scale")
    labels = page.locator(".likert label")
    tops = {round(labels.nth(n).bounding_box()["y"]) for n in range(3)}  # type: ignore[index]
    assert len(tops) == 1
    press_in_place(labels.nth(2))
    expect(page.locator("input[value=disagree]")).to_be_checked()
