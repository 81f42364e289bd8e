"""How long an answer may be, where a question says so: "(maximum 250 words)"."""

import re
from typing import NamedTuple

_COUNT, _UNIT = r"(?P<count>\d[\d,]{0,6})", r"(?P<unit>word|character)s?"
_MOST = (
    r"max(?:imum|\.)?(?: of| length)?:?|no more than|not more than|up to|limit(?:ed)?(?: of| to)?:?"
    r"|fewer than|less than|at most|within|exceed|longer than|in"
)
_LIMITS = (
    re.compile(rf"\b(?:{_MOST}) {_COUNT}[ -]{_UNIT}\b", re.IGNORECASE),
    re.compile(rf"{_COUNT}[ -]{_UNIT}\b(?: or (?:fewer|less)| limit| max(?:imum)?\b)", re.IGNORECASE),
    re.compile(rf"\(\s*{_COUNT}[ -]{_UNIT}\s*\)", re.IGNORECASE),
)


class Limit(NamedTuple):
    """The most that an answer may have. unit: `words` or `characters`."""

    number: int
    unit: str


def find_limit(text: str) -> Limit | None:
    """The limit that a text states, if any."""
    for form in _LIMITS:
        if found := form.search(text):
            number = int(found["count"].replace(",", ""))
            return Limit(number, f"{found['unit'].lower()}s") if number else None
    return None
