"""C53x. Agreement of organisations to an exact version."""

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
}
