"""What a partner types, about a version or about what it said before: how long it may be."""

LONGEST_WORDS, LONGEST_LINE = 2_000, 160
"""In code points; of the words themselves, and of a line such as a name or a role."""


def is_line(text: str) -> bool:
    """Whether a line that is needed was typed, and is short enough."""
    return 0 < len(text) <= LONGEST_LINE
