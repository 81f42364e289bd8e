"""C7xx. Files taken in."""

from consult.failures.entry import ErrorEntry

IMPORTING: dict[str, ErrorEntry] = {
    "C701": ErrorEntry(
        "The file {name} cannot be read: {reason}.", "Save it again as {formats} and retry.", 422
    ),
    "C702": ErrorEntry(
        "The column {column} is not in the file.",
        "Columns found: {found}. Correct the heading, or the mapping.",
        422,
    ),
    "C703": ErrorEntry("Every row was rejected.", "See {rejects} for the reason on each row.", 422),
    "C704": ErrorEntry(
        "Some columns of {name} are not known: {columns}.",
        "Name columns as one of {known}; or say in a mapping file (--map) which column answers which.",
        422,
    ),
    "C705": ErrorEntry(
        "The mapping {name} cannot be used: {reason}.", "Correct that place and import again.", 422
    ),
    "C706": ErrorEntry(
        "{name} has no rows below its heading.", "Choose the file, sheet and heading row with returns.", 422
    ),
    "C707": ErrorEntry(
        "{name} is too large: more than {limit}.",
        "Split it into several files, or have MAX_UPLOAD_BYTES or MAX_ROWS raised.",
        413,
    ),
    "C708": ErrorEntry(
        "Row {row} of {name} is not in UTF-8.",
        "Save it as “CSV UTF-8” or as .xlsx in the program it came from, then import again.",
        422,
    ),
    "C709": ErrorEntry(
        "There is no sheet {sheet} in {name}.",
        "Its sheets are: {found}. Name one in the mapping under [file], as sheet = “…”.",
        422,
    ),
    "C711": ErrorEntry(
        "“{found}” does not say whether a return may be quoted.", "Write one of: {known}.", 422
    ),
    "C721": ErrorEntry("The row has no response_id.", "Give every return an id of its own.", 422),
    "C722": ErrorEntry(
        "The id {id} is already there with other content.",
        "Give the return another id, or correct the one that was taken in.",
        409,
    ),
    "C723": ErrorEntry("{column}: “{found}” is not known.", "Write one of: {known}.", 422),
    "C724": ErrorEntry(
        "“{found}” is not a day on which a return can have come in.",
        "Write the day as 2026-03-27; it may not lie in the future.",
        422,
    ),
    "C725": ErrorEntry(
        "The answer to {question} cannot be taken: {reason}",
        "Correct the cell, or say what the text means in the mapping under [choices.{question}].",
        422,
    ),
    "C726": ErrorEntry(
        "The row has {found} cells where the heading has {expected}.",
        "Look for a stray comma or quotation mark; text with commas must be in double quotes.",
        422,
    ),
    "C727": ErrorEntry(
        "The id {id} belongs to a return that was withdrawn.",
        "Leave the row out: what was withdrawn is not taken in again.",
        409,
    ),
    "C728": ErrorEntry(
        "The id {id} belongs to a return that came in another way.",
        "Leave the row out, or give it another id if it is another return.",
        409,
    ),
    "C729": ErrorEntry(
        "The cell {cell} holds {found}.",
        "Open the file in a spreadsheet program, replace the formula by its value, and save it.",
        422,
    ),
    "C730": ErrorEntry(
        "The file {name} cannot be opened: {reason}.",
        "Check its name and folder, and that you may read it.",
        422,
    ),
    "C731": ErrorEntry(
        "No column of {name} answers a question.",
        "Name columns as the questions are: {known}; or say in a mapping file (--map) which column answers "
        "which.",
        422,
    ),
    "C732": ErrorEntry(
        "The answer to {question} cannot be taken: {reason}",
        "Correct the cell, then import the row again.",
        422,
    ),
    "C741": ErrorEntry("The row has no {column}.", "Fill it in, then upload the row again.", 422),
    "C751": ErrorEntry(
        "“{found}” is no council of the directory, and none that is known elsewhere.",
        "Correct the name or give its code; or add the council under Region. Names like it: {near}.",
        422,
    ),
    "C752": ErrorEntry(
        "“{found}” is no period.",
        "Write it as 2026, 2026 Q1, 2026-03, 2026-03-31, or 2025/26 for a financial year.",
        422,
    ),
    "C753": ErrorEntry(
        "{column}: “{found}” is no whole number.",
        "Write digits, 0 for nought, or leave it empty where nothing was published; c or * where a number "
        "is withheld, x where there is none, z where there can be none.",
        422,
    ),
    "C754": ErrorEntry(
        "The figure of {council} for {period} ({measure}) is there already, in row {row}.",
        "Keep one of the two rows, or of the two columns where it is one row.",
        422,
    ),
    "C755": ErrorEntry(
        "Nothing was kept: {faults} of the file cannot be taken in.",
        "Correct them, each is named with its reason; or keep the others without them.",
        422,
    ),
    "C756": ErrorEntry(
        "{found} is no more; {now} took its place.",
        "Give the figure of the council of now, or leave the row out.",
        422,
    ),
    "C757": ErrorEntry("“{found}” could be {several}.", "Give its code in a column named code.", 422),
    "C758": ErrorEntry(
        "No row of {name} is about a council of this region.",
        "Check that the councils are under Region, with their codes, and that this is the right sheet.",
        422,
    ),
    "C759": ErrorEntry(
        "{name} has no column with figures.",
        "Beside council and period, name a column value; or have one column for each measure or period.",
        422,
    ),
    "C760": ErrorEntry(
        "There is no such figure: {found}.", "Choose a table, place, period and measure that there is.", 404
    ),
    "C761": ErrorEntry("The heading {column} is there twice.", "Give each column a name of its own.", 422),
    "C771": ErrorEntry(
        "{name} cannot be read: {reason}.",
        "Save it again as a Word document (.docx) or as a PDF, or paste its questions.",
        422,
    ),
    "C772": ErrorEntry(
        "No numbered question was found in {name}.",
        "Questions are known by their numbers (“Question 4”, “4.”). Paste them, one a line with its number.",
        422,
    ),
    "C773": ErrorEntry(
        "{name} has {pages} pages; {most} are read at most.", "Upload the part with the questions.", 413
    ),
    "C774": ErrorEntry(
        "{name} is made of pictures: there are no letters in it to be read.",
        "Ask whoever sent it for a PDF with text or a Word document, or paste its questions.",
        422,
    ),
    "C775": ErrorEntry(
        "Reading {name} takes too long: after a minute {pages} pages of it are read.",
        "Upload the part with the questions, save it again as a simpler PDF, or paste its questions.",
        422,
    ),
    "C781": ErrorEntry(
        "{name} is no PO file that can be read.",
        "Export it again from your translation program as UTF-8, or use the spreadsheet.",
        422,
    ),
    "C782": ErrorEntry(
        "{name} lacks the columns {columns}.",
        "Keep the heading as it was exported: id, source and translation are read.",
        422,
    ),
    "C783": ErrorEntry(
        "There is no translated text in {name}.",
        "Write the texts into the column translation (in a PO file: msgstr), then import it again.",
        422,
    ),
}
