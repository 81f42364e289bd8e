"""Telephone numbers in words of any direction: shown left to right, or their groups of digits swap."""

import re

from markupsafe import Markup, escape

FEWEST_DIGITS = 5
IN_GROUPS = re.compile(r"(?<![\w.])\+?\(?\d[\d()\s\u2010-\u2013-]*\d(?!\w)")


def isolate_numbers(words: object) -> Markup:
    """The words with each telephone number in an element of its own, read from left to right."""
    text, parts, end = str(words), list[str | Markup](), 0
    for found in IN_GROUPS.finditer(text):
        if sum(one.isdigit() for one in found[0]) >= FEWEST_DIGITS:
            parts += [text[end : found.start()], Markup('<bdi dir="ltr">{}</bdi>').format(found[0])]
            end = found.end()
    return Markup("").join(escape(part) for part in (*parts, text[end:]))
