"""A text without the characters that show nothing, so that they do not cut personal data in two.

Zero-width spaces, marks of direction and soft hyphens go. A zero-width joiner or non-joiner stays between
letters of Arabic and Indic scripts, where it belongs to how a word is written.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from analysis.identifier_patterns import Found

_JOINING = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0dff\ufb50-\ufdff\ufe70-\ufefe"
_ALWAYS = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_HIDDEN = re.compile(rf"[{_ALWAYS}]|(?<![{_JOINING}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINING}])")


def leave_out_hidden(text: str) -> tuple[str, list[int]]:
    """Give the text that shows, and where each of its characters stands in the text as given.

    No places, an empty list, where nothing is hidden: then both texts are the same.
    """
    hidden = {match.start() for match in _HIDDEN.finditer(text)}
    if not hidden:
        return text, []
    places = [place for place in range(len(text)) if place not in hidden]
    return "".join(text[place] for place in places), places


def put_back(found: Iterable[Found], places: list[int]) -> list[Found]:
    """Give what was found in a text that shows at its places in the text as given."""
    if not places:
        return list(found)
    return [replace(one, start=places[one.start], end=places[one.end - 1] + 1) for one in found]
