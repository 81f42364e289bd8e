"""What the analysis calls shared wording, and what a person decides about it."""

from enum import StrEnum


class CampaignKind(StrEnum):
    """The kinds of groups, by the letter that their keys begin with."""

    CAMPAIGN = "C"
    NEAR_DUPLICATES = "N"
    SHORT = "S"
    TRANSLATED = "X"


COUNTED_AT_ONCE = frozenset({CampaignKind.CAMPAIGN})
"""Counted as shared wording unless a person refuses; the others only once a person confirms."""


class CampaignVerdict(StrEnum):
    """What a person decided; undecided: a decision was taken back."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNDECIDED = "undecided"


def find_kind(key: str) -> CampaignKind:
    """The kind of a group with this key (C01…)."""
    return CampaignKind(key[0])
