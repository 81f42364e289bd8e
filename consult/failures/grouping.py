"""C35x. Community groups and the ways in to telling an experience."""

from consult.failures.entry import ErrorEntry

GROUPING: dict[str, ErrorEntry] = {
    "C350": ErrorEntry(
        "{name} cannot have a link: only organisations of full standing pass experiences on.",
        "Choose a community group, or change the organisation's standing first.",
        409,
    ),
    "C351": ErrorEntry(
        "This group has its number already.",
        "Use that number; a manager can let the group draw a new one.",
        409,
    ),
    "C352": ErrorEntry(
        "The person has not allowed the group's number to do this.",
        "They can do it themselves with the number on their card.",
        409,
    ),
    "C353": ErrorEntry(
        "This card was used already, or it does not work any more.", "Ask a group for another card.", 409
    ),
    "C354": ErrorEntry(
        "Whoever found the experience cannot confirm it too.", "Ask somebody else on the staff.", 409
    ),
    "C355": ErrorEntry(
        "This request is decided, or its experience is gone or by now another one.",
        "Open the list of requests again.",
        409,
    ),
    "C356": ErrorEntry(
        "The date until which the group may correct this has passed.",
        "The person can still withdraw it with the number on their card.",
        409,
    ),
    "C357": ErrorEntry(
        "Say first whether the people agreed to this being passed on.",
        "Without their agreement it is not sent.",
        422,
    ),
    "C358": ErrorEntry(
        "The group that passes this on may pass on nothing more: its link was taken back or is too old.",
        "Ask the partnership for another link; what was written waits in this browser.",
        409,
    ),
    "C359": ErrorEntry(
        "Write what should be put right, in up to {longest} characters. Nothing was saved.",
        "Make it shorter, or save it in parts.",
        422,
    ),
}
