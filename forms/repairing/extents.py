"""How far repairs may go; each extent holds those before it."""

from enum import StrEnum


class Extent(StrEnum):
    """What somebody agreed to."""

    NONE = "none"
    CORRECT = "correct"
    REST = "rest"
    ALWAYS = "always"

    def holds(self, other: "Extent") -> bool:
        """Tell whether this goes at least as far as another."""
        return _ORDER.index(self) >= _ORDER.index(other)


_ORDER = list(Extent)

EXTENT_WORDS = {
    Extent.CORRECT: "Correct what can be corrected",
    Extent.REST: "Also leave out what cannot be read",
    Extent.ALWAYS: "Also keep questions whose condition cannot be read",
}
EXTENT_HINTS = {
    Extent.CORRECT: "Names, lists, headers, ends of groups and cells that say nothing. Every question stays.",
    Extent.REST: "Rows that cannot be read go, and with them every row that names one of them.",
    Extent.ALWAYS: "Such a question is asked of everybody, without its condition or check, instead of going.",
}
