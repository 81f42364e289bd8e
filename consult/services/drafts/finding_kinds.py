"""What may be wrong with a statement of a draft."""

from enum import StrEnum


class FindingKind(StrEnum):
    """What is wrong with a statement of a draft, or could not be checked."""

    CHANGED = "changed"
    LOCKED = "locked"
    RENAMED = "renamed"
    REWORDED = "reworded"
    RETYPED = "retyped"
    VIEWED = "viewed"
