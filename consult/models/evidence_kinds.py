"""Kinds of broken evidence in a draft, and of positions that the partnership takes itself."""

from enum import StrEnum


class BrokenKind(StrEnum):
    """What no longer holds in the texts of a draft that stand, or was never shown to hold."""

    UNCOUNTED = "uncounted"
    CHANGED = "changed"
    UNCHECKED = "unchecked"
    RENAMED = "renamed"
    REWORDED = "reworded"
    RETYPED = "retyped"
    VIEWED = "viewed"
    TABLE = "table"
    PERMISSION = "permission"
    SMALL_NUMBER = "small_number"
    ALTERED = "altered"
    REFERENCE = "reference"
    ADDRESS = "address"
    FILE = "file"
    QUANTIFIER = "quantifier"
    SHARED_TWICE = "shared_twice"
    TYPED_NUMBER = "typed_number"
    UNSOURCED = "unsourced"
    BRANCH = "branch"


NEVER_OVERRIDDEN = frozenset(
    {
        BrokenKind.UNCOUNTED,
        BrokenKind.UNCHECKED,
        BrokenKind.PERMISSION,
        BrokenKind.SMALL_NUMBER,
        BrokenKind.BRANCH,
    }
)
"""What nobody can let stand: permission and small numbers do not bend, of what was not compared nobody knows
what they would let stand, and two texts are joined by a press of a button."""


class AskKind(StrEnum):
    """position: what the partnership holds. ask: what it asks government to do."""

    POSITION = "position"
    ASK = "ask"
