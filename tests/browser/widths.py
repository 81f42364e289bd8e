"""Whether a page fits its screen: only a table may be wider, inside its own labelled, focusable box."""

from playwright.sync_api import Page

FIND = """() => {
  const edge = document.documentElement.clientWidth;
  const excess = document.scrollingElement.scrollWidth - edge;
  if (excess <= 0) return [];
  const inBox = one => one.closest('[role=region][aria-label][tabindex="0"]') !== null;
  const isBeyond = one => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && (box.right > edge + 0.5 || box.left < -0.5);
  };
  const beyond = [...document.querySelectorAll("body *")].filter(one => isBeyond(one) && !inBox(one));
  return [`${excess} px`, ...beyond.map(one => one.outerHTML.slice(0, 120))];
}"""


def find_too_wide(page: Page) -> list[str]:
    """By how much the page is wider than its screen, and what sticks out; empty when it fits."""
    found: list[str] = page.evaluate(FIND)
    return found
