"""Domain errors. Each has a stable code, a plain message, a remedy and an HTTP status; no HTML, no Flask.

Codes: C0xx configuration, C1xx access and sign-in, C2xx collecting, C3xx consent and accounts,
C4xx analysis and coding, C5xx drafting, C6xx jobs, C7xx imports, C8xx exports.
The catalogue below is the single source of docs/errors.md.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorEntry:
    """What a code means, what to do about it, and the HTTP status that goes with it."""

    message: str
    remedy: str
    status: int = 400


CATALOGUE: dict[str, ErrorEntry] = {
    "C001": ErrorEntry(
        "The setting {name} is not right: {reason}.", "Correct it in the settings file or environment.", 500
    ),
    "C002": ErrorEntry(
        "SECRET_KEY is not set.",
        "Set CONSULT_SECRET_KEY to a long random value; `consult init` writes one.",
        500,
    ),
    "C003": ErrorEntry(
        "The database is not up to date.",
        "Run `consult init`, which brings it up to date and loses nothing.",
        500,
    ),
    "C004": ErrorEntry(
        "Nothing is set up in {folder}.",
        "Run `consult init` first, or name the right folder in CONSULT_INSTANCE.",
        500,
    ),
    "C005": ErrorEntry(
        "{folder} is not a demonstration, so it was left as it is.",
        "Name another folder with --folder, or move this one away.",
        409,
    ),
    "C006": ErrorEntry(
        "The colour {name} ({colour}) is too pale to read: contrast {contrast} to 1.",
        "Choose a darker shade of it in the branding file, with a contrast of at least 7 to 1.",
        500,
    ),
    "C011": ErrorEntry(
        "The database was not brought up to date: {count} rows would point at nothing (table {table}).",
        "Nothing was changed. Send this message to whoever maintains the product.",
        500,
    ),
    "C012": ErrorEntry(
        "The database was not brought up to date: its copy {path} could not be written: {reason}.",
        "Make room or correct the folder's permissions, then try again; nothing was changed.",
        500,
    ),
    "C013": ErrorEntry(
        "The database cannot be used: {reason}.",
        "Nothing was changed. Check that it runs, that its folder has room, and the setting DATABASE_URL.",
        500,
    ),
    "C014": ErrorEntry(
        "The site cannot be served at {address}: {reason}.", "Choose another with --host and --port.", 500
    ),
    "C015": ErrorEntry(
        "{path} cannot be written: {reason}.", "Make room or correct its permissions, then try again.", 500
    ),
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
    "C201": ErrorEntry(
        "This consultation is not open.", "Contact the partnership if you still want to answer.", 410
    ),
    "C202": ErrorEntry(
        "Some required questions are not answered: {questions}.", "Go back to them, then send again.", 422
    ),
    "C203": ErrorEntry(
        "Somebody else changed this while you were writing.",
        "Both versions are kept and shown: choose or join them, then save.",
        409,
    ),
    "C204": ErrorEntry(
        "There are two versions of an answer: {questions}.", "Join them into one, then send again.", 409
    ),
    "C205": ErrorEntry(
        "This return was already sent.", "Use the return number on your receipt to see or change it.", 409
    ),
    "C206": ErrorEntry(
        "The page you sent had expired.", "Your answers were kept: check them and send again.", 400
    ),
    "C207": ErrorEntry(
        "We do not know that return number.", "Check each group of digits and try again.", 404
    ),
    "C208": ErrorEntry("A published questionnaire cannot be changed.", "Make a new version of it.", 409),
    "C209": ErrorEntry(
        "There is no consultation called {slug}.", "Check the name on the Consultations page.", 404
    ),
    "C210": ErrorEntry(
        "There is no question called {question}.", "Check the name in the questionnaire.", 422
    ),
    "C211": ErrorEntry("Too many tries.", "Wait a few minutes, then try again.", 429),
    "C212": ErrorEntry(
        "Consultation {slug} has no published questionnaire.", "Import one and publish it first.", 409
    ),
    "C213": ErrorEntry("There is already a consultation called {slug}.", "Choose another short name.", 409),
    "C214": ErrorEntry(
        "The closing date, {day}, has passed.", "Give a later closing date first, then open again.", 409
    ),
    "C215": ErrorEntry("This consultation is already {state}.", "Open its page again to see it.", 409),
    "C216": ErrorEntry(
        "This return is not there to be withdrawn: it is {state}.", "Open the list of returns again.", 409
    ),
    "C231": ErrorEntry(
        "The text you started from is not one we know.",
        "Open it again, then put your changes in and save.",
        409,
    ),
    "C301": ErrorEntry(
        "The form for experiences cannot open because no key is set.",
        "Ask an administrator to create the keys.",
        503,
    ),
    "C302": ErrorEntry(
        "Experiences are locked.", "A key holder can unlock them with `consult keys unlock`.", 423
    ),
    "C303": ErrorEntry(
        "Permission does not cover this use.", "Leave these words out, or ask the person.", 403
    ),
    "C401": ErrorEntry("There is nothing to analyse yet.", "Wait until returns have been received.", 409),
    "C402": ErrorEntry(
        "There is no such tag or passage.", "Open the theme again; it may have been analysed anew.", 404
    ),
    "C403": ErrorEntry(
        "A theme's name needs 1 to {most} characters.", "Go back and give it a short name.", 422
    ),
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
    "C513": ErrorEntry(
        "The text of a section may have at most {most} characters.", "Shorten it, then save again.", 422
    ),
    "C601": ErrorEntry("The job was cancelled.", "Start it again when you are ready; nothing was lost.", 409),
    "C602": ErrorEntry(
        "The job failed: {reason}.", "Start it again; if it fails again, tell whoever hosts it.", 500
    ),
    "C611": ErrorEntry(
        "The message could not be handed to the mail server {host}: {reason}.",
        "Nothing was sent. Check the mail settings, then send it again from the mail page of Set up.",
        502,
    ),
    "C612": ErrorEntry(
        "The connection ended while the mail server took the message; it may or may not have been sent.",
        "Ask the person whether it came before you send it again.",
        502,
    ),
    "C613": ErrorEntry(
        "Mail is not set up: {name} is empty.",
        "Whoever hosts the site sets SMTP_HOST and MAIL_FROM; until then messages wait in the outbox.",
        409,
    ),
    "C604": ErrorEntry("The work did not finish ({ended}).", "{words}", 500),
    "C701": ErrorEntry(
        "The file {name} cannot be read: {reason}.", "Save it again as {formats} and retry.", 422
    ),
    "C702": ErrorEntry(
        "The column {column} is not in the file.", "Columns found: {found}. Correct the mapping.", 422
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
    "C741": ErrorEntry("The row has no {column}.", "Fill it in, then upload the row again.", 422),
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
    "C808": ErrorEntry(
        "A draft cannot be written as {ending}.", "End the file name with .docx, then try again.", 422
    ),
    "C807": ErrorEntry(
        "Row {row} of the table has {found} cells where there are {expected} columns.",
        "This is a fault of the product: tell whoever hosts it.",
        500,
    ),
}


class CodedError(Exception):
    """An error with a code from a catalogue; values fill the places in its message and remedy."""

    catalogue = CATALOGUE

    def __init__(self, code: str, **values: object) -> None:
        entry = self.catalogue[code]
        self.code = code
        self.message = entry.message.format(**values)
        self.remedy = entry.remedy.format(**values)
        self.status = entry.status
        self.values = values
        super().__init__(f"{code}: {self.message} {self.remedy}")


class ConfigurationError(CodedError):
    """A setting is missing or wrong."""


class AccessDenied(CodedError):
    """The viewer may not see or do this."""


class NotFound(CodedError):
    """The thing asked for does not exist, or may not be seen."""


class Conflict(CodedError):
    """The state of things does not allow this now."""


class ImportRefused(CodedError):
    """A file or a row of it cannot be taken in."""


class ConsentRefused(CodedError):
    """The person's permission does not cover the use."""


class ExportRefused(CodedError):
    """A file cannot be written, or not in that form."""
