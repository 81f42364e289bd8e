"""From the document that government sends to a form in English and Arabic, without a terminal or script.

Three questions in the usual run; in the soak the whole document of forty. Some texts are typed on the page,
the others come back in the file that the page gave out; somebody then answers in Arabic to the receipt.
"""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from consult.vocabulary import Role
from tests.browser.conftest import ZOOMED, FindViolations, OpenDesk, OpenPage
from tests.browser.steps import follow, press, press_main, press_on
from tests.browser.test_document_journey import HOME, PASTED, plan, take_all
from tests.browser.widths import find_too_wide
from tests.factories.consultation_files import write_word
from tests.factories.consultation_paper import QUESTIONS

pytestmark = pytest.mark.browser
TITLE, HEADING = "طرق آمنة", "هل توافقون؟"


def look(page: Page, axe: FindViolations) -> None:
    """What is open fits; where the same person has scripts, axe has nothing to say of its address."""
    assert find_too_wide(page) == [], page.url
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(storage_state=page.context.storage_state(), viewport=ZOOMED)
    with_script = context.new_page()
    with_script.goto(page.url)
    assert axe(with_script) == [], page.url
    context.close()


def begin_arabic(desk: Page, axe: FindViolations) -> None:
    """From the draft of the questionnaire to its Arabic texts."""
    press(desk, "Make the questionnaire")
    follow(desk.get_by_role("link", name="Languages and translation"))
    look(desk, axe)
    desk.locator("#language").select_option("ar")
    press(desk, "Add it")
    look(desk, axe)


def type_two(desk: Page) -> None:
    """The title and the first question, from right to left."""
    for number, text in (("1", TITLE), ("2", HEADING)):
        field = desk.locator(f"#text-{number}")
        expect(field).to_have_attribute("dir", "rtl")
        expect(field).to_have_attribute("lang", "ar")
        field.fill(text)
    press(desk, "Save")
    expect(desk.get_by_text("2 saved.")).to_be_visible()


def bring_the_rest(desk: Page, axe: FindViolations) -> None:
    """Take the file that the page gives out, translate what is missing in it, and bring it in again."""
    address = desk.get_by_role("link", name="CSV", exact=True).get_attribute("href") or ""
    rows = list(csv.DictReader(io.StringIO(desk.request.get(address).text())))
    for row in rows:
        row["translation"] = row["translation"] or f"عربي: {row['source']}"
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    follow(desk.get_by_role("link", name="Bring a file in"))
    look(desk, axe)
    content = file.getvalue().encode()
    desk.locator("#file").set_input_files({"name": "back.csv", "mimeType": "text/csv", "buffer": content})
    desk.get_by_label("A machine, and nobody has checked it yet").check()
    desk.get_by_label("Name of the person or the machine").fill("Machine 3")
    press(desk, "See what it changes")
    look(desk, axe)
    press(desk, "Take it")
    expect(desk.get_by_text("Every text is translated.")).to_be_visible()


def check_all(desk: Page, axe: FindViolations) -> None:
    """Somebody looks at every text that nobody checked, page by page."""
    while True:
        desk.goto(re.sub(r"[?].*", "", desk.url) + "?show=unchecked")
        if not desk.get_by_role("button", name="Save: I have checked every text on this page").count():
            break
        look(desk, axe)
        press(desk, "Save: I have checked every text on this page")
    look(desk, axe)


def open_it(desk: Page, slug: str) -> None:
    """Publish the version, and open the consultation."""
    desk.goto(f"{HOME}{slug}/questionnaire")
    follow(desk.locator(".next-step a"))
    expect(desk.get_by_text("is partly translated")).to_have_count(0)
    press(desk, "Publish")
    press(desk, "Open for answers")


def begin_answering(page: Page, slug: str) -> None:
    page.goto(f"/c/{slug}/?lang=ar")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    press_main(page)
    page.locator("#q_organisation").fill("بيت الوادي")
    page.locator("#q_sector").select_option("voluntary_community")
    press_on(page)


def finish(page: Page) -> None:
    page.locator("input[name=q_use][value=named]").check()
    press_on(page)
    press_on(page)
    expect(page.locator(".return-number")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_document__translated_on_the_pages__is_answered_in_arabic(
    open_desk: OpenDesk, open_page: OpenPage, axe: FindViolations
) -> None:
    desk = open_desk(Role.MANAGER, java_script_enabled=False, viewport=ZOOMED)
    plan(desk, "bilingual")
    desk.goto(f"{HOME}bilingual/document-questions")
    desk.locator("#pasted").fill(PASTED)
    press(desk, "Read the questions")
    take_all(desk, 3)
    begin_arabic(desk, axe)
    type_two(desk)
    bring_the_rest(desk, axe)
    checker = open_desk(Role.TRANSLATOR, java_script_enabled=False, viewport=ZOOMED)
    checker.goto(desk.url)
    check_all(checker, axe)
    open_it(desk, "bilingual")
    page = open_page(viewport=ZOOMED, java_script_enabled=False)
    begin_answering(page, "bilingual")
    legend = page.get_by_text(HEADING).first
    expect(legend).to_be_visible()
    page.locator("input[name=q_q1][value=yes]").check()
    page.locator("#q_q1_why").fill("المنازل قليلة.")
    look(page, axe)
    press_on(page)
    page.locator("#q_q2").fill("١٢")
    press_on(page)
    page.locator("#q_q3").fill("فترة الانتقال.")
    press_on(page)
    finish(page)


def test_form__partly_translated__is_marked_and_read_in_the_source(
    open_desk: OpenDesk, open_page: OpenPage, axe: FindViolations
) -> None:
    desk = open_desk(Role.MANAGER, java_script_enabled=False, viewport=ZOOMED)
    plan(desk, "half")
    desk.goto(f"{HOME}half/document-questions")
    desk.locator("#pasted").fill(PASTED)
    press(desk, "Read the questions")
    take_all(desk, 3)
    begin_arabic(desk, axe)
    type_two(desk)
    desk.goto(f"{HOME}half/questionnaire")
    follow(desk.locator(".next-step a"))
    expect(desk.get_by_text("Arabic is partly translated.")).to_be_visible()
    look(desk, axe)
    press(desk, "Publish")
    press(desk, "Open for answers")
    page = open_page(viewport=ZOOMED, java_script_enabled=False)
    begin_answering(page, "half")
    expect(page.locator(".language-switch")).to_contain_text("(مترجمة جزئيًا)")
    asked = page.get_by_text("Do you agree?").first
    assert asked.evaluate("one => one.closest('[lang]').lang") == "en"
    expect(page.get_by_text(HEADING)).to_have_count(0)
    look(page, axe)


@pytest.mark.soak
def test_document__of_forty_questions__is_translated_and_asked_in_arabic(
    open_desk: OpenDesk, open_page: OpenPage, axe: FindViolations
) -> None:
    desk = open_desk(Role.MANAGER, java_script_enabled=False)
    plan(desk, "forty")
    desk.goto(f"{HOME}forty/document-questions")
    desk.locator("#file").set_input_files(
        {"name": "paper.docx", "mimeType": "application/octet-stream", "buffer": write_word()}
    )
    press(desk, "Read the questions")
    take_all(desk, len(QUESTIONS))
    begin_arabic(desk, axe)
    type_two(desk)
    bring_the_rest(desk, axe)
    open_it(desk, "forty")
    page = open_page(java_script_enabled=False)
    begin_answering(page, "forty")
    for asked in QUESTIONS[1:]:
        press_on(page)
        said = page.locator("main").inner_text().replace("’", "'")
        assert f"عربي: {asked.text}" in said, asked.number
        assert all(f"عربي: {choice}" in said for choice in asked.choices), asked.number
    press_on(page)
    finish(page)
