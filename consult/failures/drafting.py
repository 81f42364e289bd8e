"""C5xx. The draft of the response."""

from consult.failures.entry import ErrorEntry

DRAFTING: dict[str, ErrorEntry] = {
    "C501": ErrorEntry("There is no draft yet.", "Run the analysis, then build the draft.", 404),
    "C502": ErrorEntry("Run the analysis before drafting.", "Open Themes and press Run the analysis.", 409),
    "C511": ErrorEntry(
        "Line {line} refers to something that this section does not have: {reference}.",
        "Copy a reference from the list on the page, or take the line out, then save again.",
        422,
    ),
    "C512": ErrorEntry(
        "Line {line} repeats a reference: {reference}.", "Keep one of the two lines, then save again.", 422
    ),
    "C514": ErrorEntry(
        "This passage may not be quoted: {reason}.", "Choose another passage, or ask whoever said it.", 409
    ),
    "C515": ErrorEntry(
        "This passage is quoted in that section already.", "Choose another section, or edit that one.", 409
    ),
    "C516": ErrorEntry(
        "An experience is never shown to observers before publication.",
        "Release quotations of returns only; observers read those of experiences once they are published.",
        409,
    ),
    "C513": ErrorEntry(
        "The text of a section may have at most {most} characters.", "Shorten it, then save again.", 422
    ),
}
