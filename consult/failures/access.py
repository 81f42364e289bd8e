"""C1xx. Access, sign-in, staff and pages as such."""

from consult.failures.entry import ErrorEntry

ACCESS: dict[str, ErrorEntry] = {
    "C101": ErrorEntry(
        "You do not have access to this page.", "Ask an administrator for the role that has it.", 403
    ),
    "C102": ErrorEntry(
        "This page does not exist.", "Check the address, or start again from the home page.", 404
    ),
    "C103": ErrorEntry("You are not signed in.", "Sign in, then open the page again.", 401),
    "C104": ErrorEntry(
        "This page cannot be used in that way.", "Go back, and use the links and buttons on the page.", 405
    ),
    "C105": ErrorEntry("What you sent is too large.", "Send a smaller file or a shorter text.", 413),
    "C106": ErrorEntry("We could not understand the request.", "Go back and try again.", 400),
    "C107": ErrorEntry(
        "Something went wrong on our side.",
        "Try again in a few minutes. If it happens again, tell us the reference below.",
        500,
    ),
    "C108": ErrorEntry(
        "Many people use this site at this moment, and it could not take this in.",
        "Wait half a minute, then try again.",
        503,
    ),
    "C113": ErrorEntry(
        "Somebody already signs in with {email}.", "Use another address, or renew their password.", 409
    ),
    "C114": ErrorEntry(
        "Nobody would be left who administers this site.", "Give the role to somebody else first.", 409
    ),
    "C115": ErrorEntry(
        "There is no organisation with the key {key}.", "Check the Region page for its key.", 404
    ),
    "C116": ErrorEntry("The key {key} is taken.", "Choose another key.", 409),
    "C117": ErrorEntry(
        "There is no sub-region with the key {key}.", "Check the Region page for its key.", 404
    ),
    "C118": ErrorEntry(
        "The record of who did what is broken: entry {number} was changed, or one before it was removed.",
        "Keep the database as it is, tell an administrator, and compare it with a backup from before.",
        409,
    ),
    "C119": ErrorEntry(
        "The entry whose hash was noted is not in the record.",
        "Check the hash. If it is right, the end was cut off or all was rewritten: compare with a backup.",
        409,
    ),
}
