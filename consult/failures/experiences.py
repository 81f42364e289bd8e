"""C3xx. Permission and experiences."""

from consult.failures.entry import ErrorEntry

EXPERIENCES: dict[str, ErrorEntry] = {
    "C301": ErrorEntry(
        "The form for experiences cannot open because no key is set.",
        "Ask an administrator to create the keys.",
        503,
    ),
    "C302": ErrorEntry(
        "Experiences are locked.", "A key holder can unlock them with `consult keys unlock`.", 423
    ),
    "C330": ErrorEntry(
        "The form for experiences is switched off.",
        "Whoever hosts the site switches it on with ACCOUNT_FORM once everything else is in place.",
        503,
    ),
    "C331": ErrorEntry(
        "The form for experiences is closed until the region has said how it cares for people who tell.",
        "Fill in “Care for people who tell their experience” under Region.",
        503,
    ),
}
