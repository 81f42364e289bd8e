"""Which side somebody takes in a closed question, and whether the question asks for one at all.

"One that sees it otherwise" is printed beside a quotation, so nothing but agreeing or not with what was asked
tells a side: not the kind of body, not a time or a place, and not "I do not know" or "neither".
"""

import re
from collections.abc import Mapping

from consult.services.counting.gathering_questions import ClosedPart

FOR, AGAINST = "for", "against"
_HOW_FAR = r"(?:(?:strongly|mostly|largely|partly|slightly|somewhat|tend to|fully|completely) )?"
_FOR = re.compile(rf"{_HOW_FAR}(?:agree|support|approve|in favour)\b")
_AGAINST = re.compile(rf"{_HOW_FAR}(?:disagree|oppose|disapprove|against|do not agree|do not support)\b")
_YES, _NO = re.compile(r"yes\b"), re.compile(r"no\b(?! (?:view|opinion|answer|preference))")
_ASKS_TO_AGREE = re.compile(r"\b(?:agree|in favour)\b")
_APART = re.compile(r"[^\w]+|_")


def find_sides(part: ClosedPart) -> Mapping[str, str]:
    """Give the side of each choice that takes one, by name; none where the question asks for no side.

    Told by the words of the choices, or their names, in English; by yes and no where it is asked who agrees.
    """
    if part.kind != "select_one":
        return {}
    asks = _ASKS_TO_AGREE.search(_plain(part.text)) is not None
    sides = {name: _find_side(name, words, asks) for name, words in part.choices}
    return {name: side for name, side in sides.items() if side} if {FOR, AGAINST} <= {*sides.values()} else {}


def _find_side(name: str, words: str, asks: bool) -> str:
    for told in (_plain(words), _plain(name)):
        if _AGAINST.match(told) or (asks and _NO.match(told)):
            return AGAINST
        if _FOR.match(told) or (asks and _YES.match(told)):
            return FOR
    return ""


def _plain(text: str) -> str:
    return _APART.sub(" ", text.casefold()).strip()
