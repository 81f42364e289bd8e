"""What staff decide about accounts in the staff area: kinds and states that only those tables keep."""

from enum import StrEnum


class RedactionState(StrEnum):
    """What a person decided about what may be personal data; suggested until then."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    ADDED = "added"
    REJECTED = "rejected"
