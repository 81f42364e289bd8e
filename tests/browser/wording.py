"""Whether a page speaks one language and says which, and whether its numbers read from left to right."""

from playwright.sync_api import Page

from tests.browser.tongues import LATIN_LETTERS, Tongue

NAMES = ("Regional Consult", "Harbour Light")
"""What has no translation: the region and the group of the prepared site.

A name of an authority may stand in its own letters beside the page's, a group's own label and an address in
any; and the parts of a date stand in the order of the boxes for them.
"""
FIND = r"""([tag, direction, letters, foreign, names]) => {
  const wrong = [], root = document.documentElement;
  const spoken = one => one.parentElement.closest("[lang]").lang;
  const isShown = one => one.parentElement.checkVisibility();
  const bare = text => names.reduce((left, name) => left.replaceAll(name, ""), text);
  const listTexts = one => {
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), found = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode);
    return found.filter(text => !["SCRIPT", "STYLE"].includes(text.parentElement.tagName));
  };
  if (root.lang !== tag || root.dir !== direction) wrong.push(`page: ${root.lang} ${root.dir}`);
  const title = bare(document.title);
  if (/\p{L}/u.test(title) && !letters.test(title)) wrong.push(`title: ${document.title}`);
  for (const heading of document.querySelectorAll("h1, h2, h3, legend, label.govuk-label--l"))
    for (const text of listTexts(heading)) {
      const said = bare(text.data).trim(), isOwn = spoken(text) === tag && letters.test(said);
      if (isShown(text) && /\p{L}/u.test(said) && !isOwn) wrong.push(`heading: ${said}`);
    }
  for (const text of listTexts(document.body)) {
    const said = bare(text.data).trim();
    const isOwn = tag !== "en" && letters.test(said);
    const isName = text.parentElement.closest("bdi:not([lang])");
    if (isShown(text) && spoken(text) === tag && foreign.test(said) && !isOwn && !isName)
      wrong.push(`text: ${said}`);
    for (const number of text.data.matchAll(/\p{Nd}[\p{Nd}\- ]{2,}\p{Nd}|\d+(\(\w\))+/gu)) {
      if (/^\d{1,2} \d{1,2} \d{4}$/.test(number[0])) continue;
      const at = place => {
        const range = document.createRange();
        range.setStart(text, place);
        range.setEnd(text, place + 1);
        return range.getBoundingClientRect();
      };
      const [first, last] = [at(number.index), at(number.index + number[0].length - 1)];
      const isTurned = first.top === last.top && first.width && first.left >= last.left;
      if (isTurned) wrong.push(`number: ${number[0]}`);
    }
  }
  for (const label of document.querySelectorAll(".govuk-checkboxes__label")) {
    const turn = new DOMMatrix(getComputedStyle(label, "::after").transform);
    if (!(turn.b < 0)) wrong.push(`a tick is turned round: ${label.innerText}`);
  }
  for (const given of document.querySelectorAll(".answers__answer .as-given[dir=rtl]"))
    if (getComputedStyle(given).textAlign !== "right") wrong.push(`on the wrong side: ${given.innerText}`);
  return wrong;
}"""


def find_misspoken(page: Page, tongue: Tongue) -> list[str]:
    """What is in another language than the page says, and each number that is turned round; empty if none."""
    own, other = f"[{tongue.letters}]", _list_foreign(tongue)
    call = f"(given) => ({FIND})([given[0], given[1], new RegExp(given[2]), new RegExp(given[3]), given[4]])"
    found: list[str] = page.evaluate(call, [tongue.tag, tongue.direction, own, other, list(NAMES)])
    return found


def _list_foreign(tongue: Tongue) -> str:
    """A word in letters that the language is not written in."""
    return r"[\u0600-\u06FF\u1200-\u139F]{3}" if tongue.letters == LATIN_LETTERS else "[A-Za-z]{3}"
