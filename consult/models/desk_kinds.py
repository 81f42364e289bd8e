"""What staff decide about accounts in the staff area: kinds and states that only those tables keep."""

from enum import StrEnum


class RedactionState(StrEnum):
    """What a person decided about what may be personal data; suggested until then."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    ADDED = "added"
    REJECTED = "rejected"


class SetAsideReason(StrEnum):
    """Why what was sent is not taken for an account; the person sees it."""

    NOT_LIVED = "not_lived"
    TWICE = "twice"
    TRIAL = "trial"
    ADVERTISING = "advertising"
    ABUSIVE = "abusive"


class AppealState(StrEnum):
    """Whether the person answered that it is an account, and what another person decided."""

    NONE = "none"
    OPEN = "open"
    REFUSED = "refused"
    GRANTED = "granted"


class Handled(StrEnum):
    """Where an account that was received stands; exactly one each, and they add up."""

    UNREAD = "unread"
    NOT_PERMITTED = "not_permitted"
    READ = "read"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"


class ConcernState(StrEnum):
    """Whether somebody still has to act on a concern."""

    OPEN = "open"
    CLOSED = "closed"
