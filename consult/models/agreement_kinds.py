"""Kinds of agreement to an exact version: a partner's position, whose it is, and how a forum decides."""

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


class SignOffWay(StrEnum):
    """How a forum decides: in a meeting, by members in writing, or by its chair between meetings."""

    MEETING = "meeting"
    CIRCULATION = "circulation"
    CHAIR = "chair"


class SignOffOutcome(StrEnum):
    """What a forum decided about a version."""

    AGREED = "agreed"
    REFUSED = "refused"


class Vote(StrEnum):
    """What a member said. present: it was there, and said neither."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINS = "abstains"
    PRESENT = "present"


class AskedAbout(StrEnum):
    """What an organisation is asked by a link: what it says to a version, or if what it said still holds."""

    VERSION = "version"
    CARRIED = "carried"
