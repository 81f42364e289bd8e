"""What people decide about the themes of a consultation."""

from enum import StrEnum


class ThemeStep(StrEnum):
    """One kind of decision. After `released` the themes of the latest run stand again."""

    FROZEN = "frozen"
    RELEASED = "released"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
    RENAMED = "renamed"
    ADDED = "added"
    GROUPED = "grouped"
    TAGGED = "tagged"
