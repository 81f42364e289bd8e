"""What the staff area calls things about community groups."""

from datetime import date

from consult.models.group_kinds import LostNumberState, LostNumberWay, LostRefusal, WayIn
from consult.models.groups import RelayGroup
from consult.queries.sought import WayTold
from consult.services.experiences.grouping import is_active

WAYS_IN: dict[WayIn, str] = {
    WayIn.BY_LINK: "Community groups, by their link",
    WayIn.BY_LINK_OR_CARD: "Community groups, and people with a card from one",
    WayIn.ANYONE: "Anyone",
}
WAY_IN_HINTS: dict[WayIn, str] = {
    WayIn.BY_LINK: "A worker of a group writes down what one person tells, or what was said at a meeting.",
    WayIn.BY_LINK_OR_CARD: "A group also hands out cards; with each, one person tells their own experience.",
    WayIn.ANYONE: "Also people whom nobody vouches for; they are counted apart everywhere.",
}


def say_link_state(group: RelayGroup, today: date) -> tuple[str, str]:
    """Whether the group's link works, with the colour of its tag."""
    if group.link_hash is None:
        return "Revoked", "red"
    if today > group.expires_on:
        return "Expired", "grey"
    return ("Works", "green") if is_active(group, today=today) else ("Standing changed", "red")


LOST_WAYS: dict[LostNumberWay, str] = {
    LostNumberWay.GROUP: "Through the group that passed it on",
    LostNumberWay.ADDRESS: "To the staff, who noted it",
}
LOST_STATES: dict[LostNumberState, tuple[str, str]] = {
    LostNumberState.ASKED: ("To be found", "yellow"),
    LostNumberState.FOUND: ("To be confirmed", "yellow"),
    LostNumberState.WITHDRAWN: ("Withdrawn", "green"),
    LostNumberState.REFUSED: ("Closed", "grey"),
}
LOST_REFUSALS: dict[LostRefusal, str] = {
    LostRefusal.NUMBER_FOUND: "They found their number",
    LostRefusal.NOT_WANTED: "They no longer want it withdrawn",
    LostRefusal.NONE_FITS: "No experience fits what they said",
    LostRefusal.DOUBTED: "We doubt that it is theirs",
}
WAYS_TOLD: dict[WayTold, str] = {
    WayTold.GROUP: "Told for one person by a community group",
    WayTold.EVENT: "Told at a listening event",
    WayTold.CARD: "With a card from a community group",
    WayTold.OPEN: "By the open form",
}
