"""A manager in a real browser: plans, publishes, opens, adds a return and reads it; axe on each page."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from consult.vocabulary import Role
from tests.browser.conftest import DESKTOP, PHONE, FindViolations, OpenDesk
from tests.browser.site import LiveServer
from tests.browser.steps import follow, press, press_in_place
from tests.browser.widths import find_too_wide

pytestmark = pytest.mark.browser
HOME = "/desk/consultations/"
FORM = """type,name,label::English (en),label::Arabic (ar),required,appearance,government_question
text,experience,What have you seen?,ماذا رأيتم؟,yes,multiline,1
"""
WRONG = "type,name,label\ngeopoint,place,Where?\n"


def fill_day(page: Page, field: str, day: str, month: str, year: str) -> None:
    for part, text in (("", day), ("-month", month), ("-year", year)):
        page.locator(f"#{field}{part}").fill(text)


def plan(page: Page, slug: str, title: str) -> None:
    page.goto(f"{HOME}new")
    page.locator("#title_en").fill(title)
    page.locator("#slug").fill(slug)
    fill_day(page, "closes_on", "31", "12", "2099")
    page.locator("#government_questions").fill("1. What helps?\n2. What should change?")
    press(page, "Save the plan")


def write_form(folder: Path, survey: str) -> str:
    """The file to be chosen."""
    path = folder / "form.csv"
    path.write_text(survey, encoding="utf-8")
    return str(path)


def test_manager__from_plan_to_the_first_return__needs_no_script(
    open_desk: OpenDesk, live_server: LiveServer, tmp_path: Path
) -> None:
    page = open_desk(Role.MANAGER, java_script_enabled=False)
    plan(page, "winter-arrivals", "Winter arrivals")
    expect(page.get_by_role("heading", name="What is held already")).to_be_visible()
    page.goto(f"{HOME}winter-arrivals/")
    expect(page.get_by_role("heading", name="Add the questionnaire")).to_be_visible()

    page.goto(f"{HOME}winter-arrivals/questionnaire")
    page.locator("#file").set_input_files(write_form(tmp_path, WRONG))
    press(page, "Check the file")
    expect(page.get_by_role("heading", name="It cannot be saved yet")).to_be_visible()

    page.goto(f"{HOME}winter-arrivals/questionnaire")
    page.locator("#file").set_input_files(write_form(tmp_path, FORM))
    press(page, "Check the file")
    press(page, "Save as a draft version")
    follow(page.get_by_role("link", name="Arabic"))
    expect(page.locator("h3[lang=ar][dir=rtl]")).to_have_text("ماذا رأيتم؟")
    press(page, "Publish")
    press(page, "Open for answers")
    expect(page.get_by_text(f"{live_server.url}/c/winter-arrivals/").first).to_be_visible()

    page.goto(f"{HOME}winter-arrivals/returns/new")
    press(page, "Add this return")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.locator("#channel").check()
    fill_day(page, "received_on", "2", "1", "2024")
    page.locator("#organisation_name").fill("Harbour Kitchen")
    page.locator("input[name=quoting][value=unnamed]").check()
    page.locator("#q_experience").fill("Warm rooms, and somebody to call.")
    press(page, "Add this return")
    expect(page.locator(".return-number")).to_be_visible()
    follow(page.get_by_role("button", name="Read this return"))
    expect(page.get_by_text("Warm rooms, and somebody to call.")).to_be_visible()

    page.goto(f"{HOME}winter-arrivals/")
    expect(page.get_by_text("1 return has been received: telephone (1).")).to_be_visible()


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"viewport": DESKTOP}, marks=pytest.mark.soak),
        {"viewport": PHONE, "color_scheme": "dark"},
    ],
)
def test_pages__looked_at_by_axe__have_no_violation_and_fit_their_screen(
    open_desk: OpenDesk, axe: FindViolations, options: dict[str, object]
) -> None:
    page = open_desk(Role.MANAGER, **options)
    base = f"{HOME}safe-routes/"
    paths = ["", "edit", "questionnaire", "returns", "returns?sector=police", "returns/new", "returns/import"]
    for address in (HOME, f"{HOME}new", *(base + path for path in paths)):
        page.goto(address)
        assert axe(page) == [], address
        assert find_too_wide(page) == [], address


def test_errors__shown__are_linked_to_their_inputs(open_desk: OpenDesk, axe: FindViolations) -> None:
    page = open_desk(Role.MANAGER)
    page.goto(f"{HOME}new")
    press(page, "Save the plan")
    expect(page).to_have_title("Error: Plan a consultation – Regional Consult")
    assert axe(page) == []
    press_in_place(page.get_by_role("link", name="Enter the title in English"))
    expect(page.locator("#title_en")).to_be_focused()
