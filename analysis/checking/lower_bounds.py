"""Bounds that say more than the rules of now allow: "fewer than 5", where nothing under 15 may be told."""

import re

_BOUND = re.compile(r"\bfewer than (\d[\d,]*)", re.IGNORECASE)


def has_lower_bound(text: str, small_number: int) -> bool:
    """Whether a count is said to be below a number that is itself small by the rules of now."""
    return any(int(found.replace(",", "")) < small_number for found in _BOUND.findall(text))
