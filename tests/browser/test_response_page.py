"""A response as a web page: what axe objects to, on a phone and right to left, and that it loads nothing."""

import pytest
from playwright.sync_api import Browser

from consult.exports.web_page import make_page
from tests.browser.conftest import PHONE, FindViolations
from tests.browser.widths import find_too_wide
from tests.unit.exports.word_sample import make_document

pytestmark = pytest.mark.browser


def test_response__as_a_page_on_a_phone__fits_and_has_nothing_to_object_to(
    browser: Browser, axe: FindViolations
) -> None:
    context = browser.new_context(viewport=PHONE)
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.set_content(make_page(make_document()).decode())
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(29, 78, 95)"
    assert (axe(page), find_too_wide(page), asked) == ([], [], [])
    context.close()
