"""C54x. Sign-off of an exact version by a forum."""

from consult.failures.entry import ErrorEntry

SIGNING_OFF: dict[str, ErrorEntry] = {
    "C540": ErrorEntry(
        "A sign-off by {forum} stands already for this response.",
        "Undo it with a reason first, if another is to take its place.",
        409,
    ),
    "C541": ErrorEntry(
        "The terms of {forum} do not allow a decision {way}.",
        "Record a meeting, or set the forum’s terms if they say otherwise.",
        409,
    ),
    "C542": ErrorEntry(
        "By its terms members of {forum} have at least {days} days to answer in writing.",
        "Enter the day on which it went to them, and a decision no earlier than that many days later.",
        409,
    ),
    "C543": ErrorEntry(
        "{forum} has no chair whose organisation counts: full standing and a seat on that day.",
        "Set the chair on the forum’s terms, or record a meeting.",
        409,
    ),
    "C544": ErrorEntry(
        "{forum} has no quorum.", "Set on the forum’s terms how many members must be there.", 409
    ),
    "C545": ErrorEntry(
        "{there} members of {forum} that count were there, and the quorum is {quorum}.",
        "Observers and bodies consulted about never count. Decide again with enough members.",
        409,
    ),
    "C546": ErrorEntry(
        "Of the members of {forum} that count, not more are for it than against it.",
        "Record it as refused, or correct what each said.",
        409,
    ),
    "C547": ErrorEntry(
        "The fingerprint is not that of version {number}.",
        "Copy it from the record of the decision, at least its first {least} signs. If the record names "
        "another version, sign that one off.",
        409,
    ),
    "C548": ErrorEntry(
        "A version is signed off after it was made, and not on a day to come.", "Correct the day.", 409
    ),
    "C549": ErrorEntry(
        "Only a sign-off that stands can be undone, and only with a reason.",
        "Open the page again, and write why.",
        409,
    ),
    "C550": ErrorEntry(
        "A sign-off, a position, a forum’s terms or proof of sending rests on {name}.",
        "It is kept as their record. Attach another file beside it, if that one is wrong.",
        409,
    ),
}
