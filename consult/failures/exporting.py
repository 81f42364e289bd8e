"""C8xx. Files written."""

from consult.failures.entry import ErrorEntry

EXPORTING: dict[str, ErrorEntry] = {
    "C801": ErrorEntry(
        "The disk is full: {path} was not written.",
        "Free some space or choose another disk, then export again; nothing half-written was left behind.",
        507,
    ),
    "C802": ErrorEntry(
        "{path} could not be written: {reason}.",
        "Check the folder and its permissions, then export again; what was there before is unchanged.",
        500,
    ),
    "C803": ErrorEntry(
        "Row {row}, column {column} has {length} characters; a spreadsheet cell holds {limit}.",
        "Export as CSV or JSON instead: they hold text of any length.",
        422,
    ),
    "C804": ErrorEntry(
        "The table has {found} {what}; a spreadsheet holds {limit}.", "Export as CSV or JSON instead.", 422
    ),
    "C805": ErrorEntry(
        "A table cannot be written as {ending}.", "End the file name with one of: {endings}.", 422
    ),
    "C806": ErrorEntry(
        "The Word template {path} cannot be used: {reason}.",
        "Start from the template that comes with the product, change its styles and save it as .docx.",
        422,
    ),
    "C807": ErrorEntry(
        "Row {row} of the table has {found} cells where there are {expected} columns.",
        "This is a fault of the product: tell whoever hosts it.",
        500,
    ),
    "C808": ErrorEntry(
        "A draft cannot be written as {ending}.", "End the file name with one of: {endings}.", 422
    ),
    "C809": ErrorEntry(
        "The draft holds words or numbers that may no longer be used. {places}.",
        "Change each section named, or take the quotation out of it; for numbers, check them or build the "
        "draft again. Then download it.",
        409,
    ),
    "C812": ErrorEntry(
        "Version {number} gives the record of {day}, and no other.",
        "Leave --as-of out, or build the draft for that day and make another version.",
        422,
    ),
    "C810": ErrorEntry(
        "This passphrase does not open {name}, or the file was changed since it was written.",
        "Check capitals, spaces and the keyboard language. If it is lost, export the table again.",
        403,
    ),
    "C811": ErrorEntry(
        "{name} is not a locked table.",
        "Name a file that `consult responses export --accounts` wrote; it ends in .locked.",
        422,
    ),
    "C813": ErrorEntry(
        "There is no font for {languages} here, so the PDF was not made.",
        "Install Noto's fonts (on Debian and Ubuntu fonts-noto-core, for Chinese fonts-noto-cjk) or name "
        "their folder in the setting PDF_FONTS. The other forms of the file can be had meanwhile.",
        422,
    ),
    "C814": ErrorEntry(
        "The PDF could not be made: {reason}.",
        "This is a fault of the product: tell whoever hosts it. The other forms can be had meanwhile.",
        500,
    ),
    "C816": ErrorEntry(
        "Nothing leaves this draft while something in it does not hold: {number} in {places}.",
        "The page What no longer holds says what to do about each, and lets some stand with a reason that is "
        "printed; so does `consult draft SLUG --check`.",
        409,
    ),
    "C815": ErrorEntry(
        "Another PDF is being made at this moment.", "Wait half a minute, then ask for yours again.", 503
    ),
}
