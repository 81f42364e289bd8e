"""A manager in a real browser reads the draft, edits a section, joins two texts and downloads it; axe too."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from consult.models.region import Partnership
from consult.vocabulary import Role
from tests.browser.conftest import DESKTOP, PHONE, FindViolations, OpenDesk
from tests.browser.site import LiveServer, serve_site
from tests.browser.steps import follow, press, press_in_place
from tests.browser.widths import find_too_wide
from tests.integration.drafted_copies import Kept

pytestmark = pytest.mark.browser
DRAFT = "/desk/consultations/consultation-1/draft"
LOOKS = [pytest.param(DESKTOP, "light", marks=pytest.mark.soak), (PHONE, "dark")]


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory, kept_draft: Kept) -> Iterator[LiveServer]:
    """A site with one consultation that was received, analysed and drafted."""
    with serve_site(tmp_path_factory.mktemp("drafted"), laid=kept_draft.path) as server:
        yield server


def add_words(page: Page, words: str) -> None:
    """Put a paragraph after the text in the form, and save."""
    show_text(page)
    field = page.get_by_label("Text of the section")
    field.fill(f"{field.input_value()}\n\n{words}")
    press(page, "Save the section")


def show_text(page: Page) -> None:
    """Turn from the editor of parts to the text, where scripts run."""
    turn = page.get_by_role("button", name="Edit as text")
    if turn.count():
        press_in_place(turn)


def test_draft__read_edited_joined_and_downloaded__holds_both_peoples_words(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    page = open_desk(Role.MANAGER, java_script_enabled=False)
    page.goto("/desk/draft/")
    follow(page.get_by_role("link", name="What we ask of government"))
    follow(page.get_by_role("link", name="Edit this section"))
    other = open_desk(Role.MANAGER)
    other.goto(f"{DRAFT}/asks/edit")
    add_words(page, "The board asks for more homes.")
    expect(page.get_by_text("The board asks for more homes.")).to_be_visible()
    add_words(other, "The board asks for more school places.")
    expect(other.get_by_role("heading", name="Join two texts")).to_be_visible()
    add_joined(other, "The board asks for more homes and school places.")
    other.goto(DRAFT)
    with other.expect_download() as download:
        press_in_place(other.get_by_role("link", name="Download as a Word file"))
    path = tmp_path / "draft.docx"
    download.value.save_as(path)
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert "The board asks for more homes and school places." in texts


def add_joined(page: Page, words: str) -> None:
    """Join the two texts into one that ends with these words."""
    show_text(page)
    page.get_by_label("Text of the section").fill(f"# What we ask of government\n\n{words}")
    press(page, "Save as the one text")
    expect(page.get_by_text(words)).to_be_visible()


@pytest.mark.parametrize(("viewport", "colours"), LOOKS)
def test_pages__of_the_draft__give_axe_nothing_to_say_and_fit(
    open_desk: OpenDesk, axe: FindViolations, viewport: dict[str, int], colours: str
) -> None:
    page = open_desk(Role.MANAGER, viewport=viewport, color_scheme=colours)
    branch(page)
    wrong = {}
    for part in (
        "",
        "/question:1",
        "/status",
        "/status/join",
        "/status/history",
        "/status/compare",
        "/question:1/edit",
    ):
        page.goto(DRAFT + part)
        if found := [*axe(page), *find_too_wide(page)]:
            wrong[part] = found
    assert wrong == {}


def test_pages__of_a_draft_whose_numbers_changed__give_axe_nothing_to_say(
    open_desk: OpenDesk, live_server: LiveServer, axe: FindViolations
) -> None:
    with live_server.sessions.begin() as session:
        session.scalars(select(Partnership)).one().small_number = 16
    page = open_desk(Role.MANAGER, viewport=PHONE)
    for part in ("", "/contributors"):
        page.goto(DRAFT + part)
        expect(page.get_by_role("button", name="Check the numbers").first).to_be_visible()
        expect(page.get_by_text("no longer hold").first).to_be_visible()
        assert [*axe(page), *find_too_wide(page)] == []


def branch(page: Page) -> None:
    """Leave two texts of the first section side by side."""
    other = page.context.new_page()
    for one in (page, other):
        one.goto(f"{DRAFT}/status/edit")
    add_words(page, "One more thing.")
    add_words(other, "Another thing.")
    other.close()


def press_keys(page: Page, name: str, *keys: str) -> None:
    """Press keys on a button or field, by its name to whoever hears it."""
    page.get_by_label(name, exact=True).or_(page.get_by_role("button", name=name, exact=True)).last.focus()
    for key in keys:
        page.keyboard.press(key)


def type_note(page: Page, count: int) -> None:
    """Add a paragraph with a footnote after these parts, by keyboard."""
    press_keys(page, "Add a part at the end", "Enter")
    expect(page.get_by_role("status")).to_have_text(
        f"Paragraph {count + 1} is added. Its kind can be changed."
    )
    page.keyboard.type("More homes.[^1]")
    press_keys(page, f"Add below (Paragraph {count + 1})", "Enter")
    page.keyboard.type("Since May.")
    press_keys(page, "Kind", "f")
    expect(page.get_by_role("status")).to_have_text("It is now: Footnote.")
    expect(page.locator(":focus")).to_have_value("footnote")
    page.keyboard.press("Tab")
    page.keyboard.type("1")


def type_table(page: Page, count: int) -> None:
    """Add a table after these parts, by keyboard; a cell is named by the heading above it."""
    press_keys(page, f"Add below (Footnote {count})", "Enter")
    page.keyboard.type("Homes let")
    press_keys(page, "Kind", "t")
    press_keys(page, f"Add a row (Table {count + 1})", "Enter")
    press_keys(page, f"Remove the last column (Table {count + 1})", "Enter")
    expect(page.locator(":focus")).to_have_text(f"Put it back (Table {count + 1})")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("The column is back.")
    cells = (("Headings", "Column 1", "Area"), ("Headings", "Column 2", "Homes"), ("Row 1", "Area", "Leeds"))
    for row, name, words in cells:
        page.get_by_role("group", name=row).get_by_label(name, exact=True).focus()
        page.keyboard.type(words)


TABLE = "|= Homes let\n| Area | Homes |\n| Leeds |  |\n|  |  |"


def test_parts__changed_by_keyboard_alone_on_a_phone__keep_words_order_and_focus(
    open_desk: OpenDesk, axe: FindViolations
) -> None:
    page = open_desk(Role.MANAGER, viewport=PHONE)
    page.goto(f"{DRAFT}/key-messages/edit")
    focused, text = page.locator(":focus"), page.locator("#text").input_value()
    count = page.locator(".block").count()
    assert count > 1 and not page.locator("#text").is_visible()
    type_note(page, count)
    type_table(page, count + 2)
    press_keys(page, f"Move up (Table {count + 3})", "Enter", "Enter")
    expect(focused).to_have_text(f"Move up (Table {count + 1})")
    expect(page.get_by_role("status")).to_have_text(f"Moved. It is now {count + 1} of {count + 3}.")
    press_keys(page, f"Delete (Table {count + 1})", "Enter")
    expect(focused).to_contain_text("Put it back")
    page.keyboard.press("Enter")
    assert [*axe(page), *find_too_wide(page)] == []
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert find_too_wide(page) == []
    noted = "More homes.[^1]\n\n[^1]: Since May."
    expect(page.locator("#text")).to_have_value(f"{text}\n\n{TABLE}\n\n{noted}")
    press_keys(page, "Edit as text", "Enter")
    press_keys(page, "Edit as parts", "Enter")
    page.get_by_label("Why you changed it (optional)").fill("as the board asked")
    press(page, "Save the section")
    expect(page.get_by_text("Footnote 1: Since May.")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Homes")).to_be_visible()


def test_part__with_words_made_a_figure__keeps_the_words_above_it(open_desk: OpenDesk) -> None:
    page = open_desk(Role.MANAGER)
    page.goto(f"{DRAFT}/key-messages/edit")
    text = page.locator("#text").input_value()
    press_keys(page, "Add a part at the end", "Enter")
    page.keyboard.type("Nobody may lose this.")
    page.get_by_label("Kind", exact=True).last.select_option("reference")
    expect(page.get_by_role("status")).to_contain_text("The words stay")
    page.get_by_label("Which", exact=True).last.select_option(index=1)
    expect(page.locator("#text")).to_have_value(re.compile(r"Nobody may lose this\.\n\n\[\["))
    assert page.locator("#text").input_value().startswith(text)
