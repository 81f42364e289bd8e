"""What the staff area calls roles, standings, forums and the states of messages, and what each means."""

from consult.vocabulary import ForumKind, MessageState, Role, Standing

ROLES: dict[Role, str] = {
    Role.ADMINISTRATOR: "Administrator",
    Role.MANAGER: "Project manager",
    Role.ANALYST: "Analyst",
    Role.TRANSLATOR: "Translator",
    Role.BOARD_MEMBER: "Board member",
    Role.AUDITOR: "Auditor",
}
ROLE_HINTS: dict[Role, str] = {
    Role.ADMINISTRATOR: "Invites staff and looks after settings. Does not read experiences.",
    Role.MANAGER: "Runs consultations, reads returns and experiences, edits the draft.",
    Role.ANALYST: "Reads returns and experiences, decides about tags and themes.",
    Role.TRANSLATOR: "Translates questionnaires and returns.",
    Role.BOARD_MEMBER: "Reads returns and the draft.",
    Role.AUDITOR: "Reads the record of who did what, and no returns.",
}
STANDINGS: dict[Standing, str] = {
    Standing.FULL: "Full",
    Standing.OBSERVER: "Observer",
    Standing.CONSULTED: "Consulted",
}
STANDING_COLOURS: dict[Standing, str] = {
    Standing.FULL: "green",
    Standing.OBSERVER: "grey",
    Standing.CONSULTED: "purple",
}
STANDING_HINTS: dict[Standing, str] = {
    Standing.FULL: "Votes, counts in the quorum, and may see what people told us of their experience.",
    Standing.OBSERVER: (
        "Neither votes nor counts in the quorum, and never sees an experience or anything made from one."
        " Its people change nothing here, whatever their role."
    ),
    Standing.CONSULTED: "Is asked for its views; neither votes, sees experiences nor changes anything here.",
}
STANDING_RULE = (
    "Government departments, immigration enforcement, police and the accommodation provider are observers "
    "unless the partnership decides otherwise."
)
FORUM_KINDS: dict[ForumKind, str] = {
    ForumKind.BOARD: "Board",
    ForumKind.SUBGROUP: "Sub-group",
    ForumKind.LOCALITY: "Locality forum",
}
MESSAGE_STATES: dict[MessageState, tuple[str, str]] = {
    MessageState.QUEUED: ("Waiting", "yellow"),
    MessageState.SENDING: ("Being sent", "yellow"),
    MessageState.SENT: ("Sent", "green"),
    MessageState.FAILED: ("Not sent", "red"),
    MessageState.UNCERTAIN: ("Perhaps sent", "purple"),
}
