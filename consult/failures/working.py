"""C6xx. Background work and messages."""

from consult.failures.entry import ErrorEntry

WORKING: dict[str, ErrorEntry] = {
    "C601": ErrorEntry("The job was cancelled.", "Start it again when you are ready; nothing was lost.", 409),
    "C602": ErrorEntry(
        "The job failed: {reason}.", "Start it again; if it fails again, tell whoever hosts it.", 500
    ),
    "C603": ErrorEntry(
        "Another worker has taken this job over, or it was ended meanwhile.",
        "Nothing was kept twice. Its page in the staff area says how it goes on.",
        409,
    ),
    "C604": ErrorEntry("The work did not finish ({ended}).", "{words}", 500),
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
}
