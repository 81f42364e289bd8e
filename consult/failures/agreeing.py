"""C53x. Agreement of organisations to an exact version, and to what is carried over from earlier ones."""

from consult.failures.entry import ErrorEntry

AGREEING: dict[str, ErrorEntry] = {
    "C530": ErrorEntry(
        "The last day on which partners can answer is past.", "Choose today or a later day.", 422
    ),
    "C531": ErrorEntry("No organisation is chosen.", "Choose those that are to be asked.", 422),
    "C532": ErrorEntry(
        "The position is not complete. Nothing was kept.",
        "Say what the position is, with words where it needs some, whose it is, and who says so.",
        422,
    ),
    "C533": ErrorEntry(
        "{name} is neither a minute nor an e-mail.",
        "Attach the minute or the e-mail in which it was said, and choose that.",
        422,
    ),
    "C534": ErrorEntry(
        "This cannot be carried over: {reason}.",
        "Look at the outline of the response again, and choose from what it lists.",
    ),
    "C535": ErrorEntry(
        "The confirmation is not complete. Nothing was kept.",
        "Say whether it still holds, in which words if they change, and who says so.",
        422,
    ),
    "C536": ErrorEntry(
        "This was answered already. Nothing was changed.",
        "An answer stands. Say that it no longer holds, or propose it anew.",
    ),
    "C537": ErrorEntry(
        "It cannot have been said on {day}. Nothing was kept.",
        "Enter a day up to today: not before the version was made or the request went out, and no end before"
        " the day of what it ends.",
        422,
    ),
}
