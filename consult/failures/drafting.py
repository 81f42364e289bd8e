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
    "C517": ErrorEntry(
        "Two texts of a section stand side by side: {sections}.",
        "Join them on the page of the section, then make the version.",
        409,
    ),
    "C518": ErrorEntry(
        "A version holds only what can be read as it stands, and quotations cannot be read now: {places}.",
        "Unlock experiences where they are locked; take the other quotations out, or build the draft again.",
        409,
    ),
    "C519": ErrorEntry(
        "The text that a quotation in “{section}” was taken from is gone.",
        "Take the quotation out of the section, or build the draft again.",
        409,
    ),
    "C520": ErrorEntry(
        "This version cannot be written now, because quotations in it cannot be read: {places}.",
        "Unlock experiences, have them checked for personal data, then try again.",
        409,
    ),
    "C521": ErrorEntry(
        "There is no version {number}.", "Choose one of the list on the page Exact versions.", 404
    ),
    "C522": ErrorEntry("The file {name} is empty.", "Choose another file.", 422),
    "C523": ErrorEntry("The file {name} is larger than {most}.", "Choose a smaller file.", 422),
    "C524": ErrorEntry("{name} is no file that can be attached.", "Attach one of these: {known}.", 422),
    "C525": ErrorEntry(
        "{name} is not what was attached: its bytes have changed in the database.",
        "Tell whoever hosts the site, restore a backup, or attach the file anew.",
        409,
    ),
    "C513": ErrorEntry(
        "The text of a section may have at most {most} characters.", "Shorten it, then save again.", 422
    ),
    "C526": ErrorEntry("The reason may have at most {most} characters.", "Shorten it, then save again.", 422),
    "C527": ErrorEntry(
        "There is no exact version to compare.",
        "Make one on the page Exact versions, and another later.",
        404,
    ),
    "C528": ErrorEntry(
        "The table in line {line} cannot be read: {reason}.",
        "Begin it with its caption after “|=”, then its headings, then each row on a line of its own, with "
        "“|” before each cell.",
        422,
    ),
    "C529": ErrorEntry(
        "The footnote [^{mark}] {reason}.",
        "Refer to each footnote once, by its mark in a paragraph or a list, and write it once, on a line "
        "that begins with [^{mark}]: and goes on with its text.",
        422,
    ),
    "C510": ErrorEntry(
        "A comment has from 1 to {most} characters.", "Write it, or shorten it, then add it again.", 422
    ),
    "C551": ErrorEntry(
        "This return was changed since its page was opened.",
        "Read it again as it stands now, then say that you have read it.",
        409,
    ),
    "C552": ErrorEntry(
        "This return has no answers that may be read.",
        "It was withdrawn, was not sent yet, or may not be used; nobody has to read it.",
        409,
    ),
}
