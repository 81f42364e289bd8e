"""From the document that government sends to a form that somebody has answered: without a terminal or script.

Three questions in the usual run; in the soak the whole document of forty, as Word and as PDF.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from consult.vocabulary import Role
from tests.browser.conftest import FindViolations, OpenDesk, OpenPage
from tests.browser.site import LiveServer
from tests.browser.steps import follow, press, press_main, press_on
from tests.browser.widths import find_too_wide
from tests.factories.consultation_files import write_pdf, write_word
from tests.factories.consultation_paper import QUESTIONS

pytestmark = pytest.mark.browser
HOME = "/desk/consultations/"
PASTED = (
    "Question 1: Do you agree?\n☐ Yes\n☐ No\nPlease explain your answer.\n\n"
    "Question 2: How many homes could your council offer?\n\nQuestion 3: What is missing?"
)


def plan(page: Page, slug: str) -> None:
    page.goto(f"{HOME}new")
    page.locator("#title_en").fill("Safe routes")
    page.locator("#slug").fill(slug)
    for part, text in (("", "31"), ("-month", "12"), ("-year", "2099")):
        page.locator(f"#closes_on{part}").fill(text)
    press(page, "Save the plan")


def take_all(page: Page, count: int) -> None:
    follow(page.get_by_role("link", name="Look at question 1", exact=True))
    for _ in range(count):
        press(page, "Take this question")
    expect(page.get_by_role("heading", name="Make the questionnaire")).to_be_visible()


def make_public(page: Page) -> None:
    press(page, "Make the questionnaire")
    press(page, "Publish")
    press(page, "Open for answers")


def begin(page: Page, slug: str) -> None:
    page.goto(f"/c/{slug}/?lang=en")
    press_main(page)
    page.locator("#q_organisation").fill("Vale Housing")
    page.locator("#q_sector").select_option("voluntary_community")
    press_on(page)


def test_document__pasted_by_a_manager__is_answered_by_somebody_without_script(
    open_desk: OpenDesk, open_page: OpenPage, axe: FindViolations
) -> None:
    desk = open_desk(Role.MANAGER, java_script_enabled=False)
    plan(desk, "pasted")
    desk.goto(f"{HOME}pasted/document-questions")
    desk.locator("#pasted").fill(PASTED)
    press(desk, "Read the questions")
    take_all(desk, 3)
    make_public(desk)
    page = open_page(viewport={"width": 320, "height": 640})
    begin(page, "pasted")
    page.locator("input[name=q_q1][value=yes]").check()
    page.locator("#q_q1_why").fill("Homes are few.")
    assert (axe(page), find_too_wide(page)) == ([], [])
    press_on(page)
    page.locator("#q_q2").fill("12")
    press_on(page)
    page.locator("#q_q3").fill("The move-on period.")
    press_on(page)
    page.locator("input[name=q_use][value=named]").check()
    press_on(page)
    press_on(page)
    expect(page.locator(".return-number")).to_be_visible()


@pytest.mark.soak
@pytest.mark.parametrize("name", ["paper.docx", "paper.pdf"])
def test_document__of_forty_questions__is_a_form_that_asks_each_of_them(
    open_desk: OpenDesk, open_page: OpenPage, live_server: LiveServer, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(write_word() if name.endswith("docx") else write_pdf())
    desk, slug = open_desk(Role.MANAGER, java_script_enabled=False), name.replace(".", "-")
    plan(desk, slug)
    desk.goto(f"{HOME}{slug}/document-questions")
    desk.locator("#file").set_input_files(str(file))
    press(desk, "Read the questions")
    take_all(desk, len(QUESTIONS))
    make_public(desk)
    page = open_page(java_script_enabled=False)
    begin(page, slug)
    for asked in QUESTIONS:
        said = page.locator("main").inner_text().replace("’", "'")
        assert asked.text in said and all(choice in said for choice in asked.choices), asked.number
        press_on(page)
    expect(page.locator("input[name=q_use]").first).to_be_visible()
