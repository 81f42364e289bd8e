"""Kinds and states that only translations keep."""

from enum import StrEnum


class TranslationState(StrEnum):
    """How far a translation is; only once somebody has checked it may it be quoted."""

    BEGUN = "begun"
    FINISHED = "finished"
    CHECKED = "checked"


class TranslatorKind(StrEnum):
    """Who or what made a translation."""

    STAFF = "staff"
    OUTSIDE = "outside"
    MACHINE = "machine"
