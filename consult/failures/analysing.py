"""C4xx. Analysis and tags."""

from consult.failures.entry import ErrorEntry

ANALYSING: dict[str, ErrorEntry] = {
    "C401": ErrorEntry("There is nothing to analyse yet.", "Wait until returns have been received.", 409),
    "C402": ErrorEntry(
        "There is no such tag or passage.", "Open the theme again; it may have been analysed anew.", 404
    ),
    "C403": ErrorEntry(
        "A theme's name needs 1 to {most} characters.", "Go back and give it a short name.", 422
    ),
}
