"""An answer for the government's own form, copied with its button."""

from playwright.sync_api import Page, expect

from tests.browser.steps import press_in_place

READ, WRITE = "clipboard-read", "clipboard-write"


def copy_an_answer(page: Page, address: str) -> None:
    """Press the first button of the page: what it puts on the clipboard is the whole answer beside it."""
    page.context.grant_permissions([READ, WRITE])
    page.goto(address)
    answer = page.locator("textarea").first
    press_in_place(page.get_by_role("button", name="Copy the answer").first)
    expect(page.get_by_role("status").filter(has_text="Copied").first).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.strip() and copied.replace("\r\n", "\n") == answer.input_value()
    page.context.clear_permissions()
