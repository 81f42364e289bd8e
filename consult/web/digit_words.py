"""A return number as words in the page's language, to be read aloud and written down by ear."""

from collections.abc import Sequence

from flask_babel import lazy_gettext

DIGITS = (
    lazy_gettext("zero"),
    lazy_gettext("one"),
    lazy_gettext("two"),
    lazy_gettext("three"),
    lazy_gettext("four"),
    lazy_gettext("five"),
    lazy_gettext("six"),
    lazy_gettext("seven"),
    lazy_gettext("eight"),
    lazy_gettext("nine"),
)


def read_aloud(groups: Sequence[str]) -> list[tuple[str, str]]:
    """Each group of digits, and its digits as words."""
    return [(group, ", ".join(str(DIGITS[int(digit)]) for digit in group)) for group in groups]
