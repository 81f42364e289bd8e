"""C56x. What a draft rests on: sources, and findings that somebody lets stand."""

from consult.failures.entry import ErrorEntry

EVIDENCING: dict[str, ErrorEntry] = {
    "C561": ErrorEntry(
        "No finding was chosen.", "Tick each one that is to stand, then give the reason.", 422
    ),
    "C562": ErrorEntry(
        "A finding stands only with a reason of at most {most} characters.",
        "Say why it is printed as it stands: the reason is printed in the annex on method, with your name.",
        422,
    ),
    "C563": ErrorEntry(
        "Nobody can let this stand: {places}.",
        "Settle it: permission and small numbers do not bend, texts are joined and numbers are checked.",
        409,
    ),
    "C564": ErrorEntry(
        "Something that was ticked is not found any more.",
        "The page shows what is found now: look at it again.",
        409,
    ),
    "C565": ErrorEntry(
        "A fact is given from a return that was received and whose organisation agreed to be named.",
        "Choose a return of the list.",
        422,
    ),
    "C566": ErrorEntry(
        "A source is found by a page, an address or an attached file; an address begins with https://.",
        "Give one of the three; correct the address.",
        422,
    ),
}
