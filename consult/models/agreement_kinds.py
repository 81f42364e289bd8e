"""Kinds of agreement to an exact version: what a partner's position is, and whose it is."""

from enum import StrEnum


class Stance(StrEnum):
    """What an organisation says to a section. officer_comment: words of an officer, and no position."""

    ENDORSES = "endorses"
    ADDS = "adds"
    DISSENTS = "dissents"
    OFFICER_COMMENT = "officer_comment"
    NO_POSITION = "no_position"


class Authority(StrEnum):
    """Whose position it is: the view of an officer, or one that the organisation has approved."""

    OFFICER = "officer"
    APPROVED = "approved"
