"""Personal data in one text, told by its form or by the words before it; no frame and no model."""

import re
import unicodedata
from bisect import bisect_left, insort
from dataclasses import replace
from itertools import chain, islice

from analysis.capitalised_names import list_capitalised
from analysis.identifier_numbers import list_long_numbers, list_nhs_numbers, list_phone_numbers
from analysis.identifier_patterns import Found, list_by_pattern
from analysis.introductions import list_introduced
from analysis.street_addresses import list_addresses
from analysis.text import clean_text

_MORE_LETTERS = re.compile(r"[^\W\d_]{2}")


def find_in_text(text: str) -> list[Found]:
    """Find what may be personal data in one text without a model: names by capitals or titles."""
    cleaned = clean_text(text)
    return settle_overlaps(cleaned, [*list_in_text(cleaned), *list_capitalised(cleaned)])


def list_in_text(text: str) -> list[Found]:
    """List what has the form of personal data in one text; spans may overlap."""
    plain = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    numbers = (list_nhs_numbers(plain), list_phone_numbers(plain), list_long_numbers(plain))
    by_form = (list_by_pattern(plain), list_addresses(plain), list_introduced(text), *numbers)
    return [*chain.from_iterable(by_form)]


def settle_overlaps(text: str, found: list[Found]) -> list[Found]:
    """Keep the surest of overlapping suggestions, then the longest; of others what is left with letters."""
    kept: list[Found] = []
    for one in sorted(found, key=_rank):
        for start, end in _list_left(one, kept):
            if (start, end) == (one.start, one.end) or _MORE_LETTERS.search(text, start, end):
                first, last = _trim(text, start, end)
                insort(kept, replace(one, start=first, end=last), key=_get_start)
    return kept


def _rank(one: Found) -> tuple[float, int, int, str]:
    return -one.confidence, one.start - one.end, one.start, one.kind


def _get_start(one: Found) -> int:
    return one.start


def _list_left(one: Found, kept: list[Found]) -> list[tuple[int, int]]:
    """List what is left of a span outside the kept ones, which are in order and apart."""
    left, position = [], one.start
    first = max(0, bisect_left(kept, one.start, key=_get_start) - 1)
    for other in islice(kept, first, None):
        if other.start >= one.end:
            break
        if other.end > position:
            left.append((position, other.start))
            position = other.end
    return [(start, end) for start, end in [*left, (position, one.end)] if start < end]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the blanks that another suggestion left at either end."""
    inside = text[start:end]
    return end - len(inside.lstrip()), start + len(inside.rstrip())
