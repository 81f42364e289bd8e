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
    "C404": ErrorEntry(
        "There is no such question to make a table from.",
        "Choose one of the questions that are offered.",
        404,
    ),
    "C405": ErrorEntry("There is nothing to count yet.", "Open Themes and press Run the analysis.", 409),
    "C406": ErrorEntry(
        "This table cannot be handed out: too few are in it, or too little has changed since the last one.",
        "Wait until more responses have been analysed, or put groups together by choosing other columns.",
        409,
    ),
    "C407": ErrorEntry(
        "People cannot be counted in this table: one response speaks for nearly all of a column.",
        "Count responses instead, or choose other columns.",
        409,
    ),
}
