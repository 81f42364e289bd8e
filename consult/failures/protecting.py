"""C38x. The data-protection file, its notice, and the relay agreement."""

from consult.failures.entry import ErrorEntry

PROTECTING: dict[str, ErrorEntry] = {
    "C381": ErrorEntry(
        "{name} can never be given experiences.",
        "Government departments, immigration enforcement, the police, the accommodation provider and other"
        " observers may be named as recipients only of what is published: take away the tick.",
        422,
    ),
    "C382": ErrorEntry(
        "The data-protection file is not complete: {missing}.",
        "Fill in what is missing, then approve it.",
        409,
    ),
    "C383": ErrorEntry(
        "{name} changed this file, and cannot approve it too.",
        "Ask another person to approve it, such as the data-protection officer.",
        409,
    ),
    "C384": ErrorEntry(
        "Nothing has changed since version {number} was approved.", "There is nothing to approve.", 409
    ),
    "C385": ErrorEntry(
        "{name} is on the staff, so this cannot be recorded in their place.",
        "Ask them to sign in and approve the file themselves.",
        409,
    ),
    "C386": ErrorEntry("There is no such version of this notice.", "Open the version that holds now.", 404),
    "C387": ErrorEntry("There is already a recipient called {key}.", "Choose another short name.", 409),
}
