"""Kinds of what is carried over from an earlier consultation, and what its organisation says of it."""

from enum import StrEnum


class CarriedKind(StrEnum):
    """A passage of an organisation's earlier return, or a statement of the region's earlier response."""

    RETURN = "return"
    STATEMENT = "statement"


class CarriedAnswer(StrEnum):
    """What was said of it: it still holds, it holds in the words given now, or it holds no longer."""

    CURRENT = "current"
    CHANGED = "changed"
    OUTDATED = "outdated"
