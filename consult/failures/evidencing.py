"""C54x. What a draft rests on: sources, and findings that somebody lets stand."""

from consult.failures.entry import ErrorEntry

EVIDENCING: dict[str, ErrorEntry] = {
    "C541": ErrorEntry(
        "No finding was chosen.", "Tick each one that is to stand, then give the reason.", 422
    ),
    "C542": ErrorEntry(
        "A finding stands only with a reason of at most {most} characters.",
        "Say why it is printed as it stands: the reason is printed in the annex on method, with your name.",
        422,
    ),
    "C543": ErrorEntry(
        "Nobody can let this stand: {places}.",
        "Settle it: permission and small numbers do not bend, texts are joined and numbers are checked.",
        409,
    ),
    "C544": ErrorEntry(
        "Something that was ticked is not found any more.",
        "The page shows what is found now: look at it again.",
        409,
    ),
    "C545": ErrorEntry(
        "A fact is given from a return that was received and whose organisation agreed to be named.",
        "Choose a return of the list.",
        422,
    ),
    "C546": ErrorEntry(
        "A source is found by a page, an address or an attached file; an address begins with https://.",
        "Give one of the three; correct the address.",
        422,
    ),
}
