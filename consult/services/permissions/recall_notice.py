"""The notice to whoever holds a file that is to be taken back: never whose words, nor any of them.

Whoever was sent the response is told which passages; whoever made another file, that all of it has to go.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.release import Recall, ReleasedFile
from consult.models.staff import Staff
from consult.models.submissions import Submission
from consult.services.following.finding_submissions import find_subject
from consult.services.following.naming_passages import name_passages
from consult.services.region.setting_up import find_partnership

ANEW = (
    "You can make a new file in the staff area at any time: it holds only what may be used then. Numbers "
    "that were published stand, with their date."
)


@dataclass(frozen=True)
class Notice:
    """What to tell the holder. to_address: empty where none is known.

    told_of: of a version that was sent, the number of the last row of its ledger that the notice knows of.
    """

    to_address: str
    subject: str
    body: str
    told_of: int | None = None


def write_notice(session: Session, recall: Recall, *, today: date) -> Notice:
    """Draft the notice for one file. Of a version that was sent its ledger is brought up to date first."""
    sent = find_subject(session, recall.file.subject_id)
    if sent is not None and sent.version is not None:
        return _write_to_recipient(session, recall.file, sent, today)
    return _write_to_holder(session, recall.file)


def _write_to_recipient(session: Session, file: ReleasedFile, sent: Submission, today: date) -> Notice:
    """Name each passage that is gone, so that these words alone are taken out, wherever they are."""
    day = f"{sent.sent_on.day} {sent.sent_on:%B %Y}"
    title = _find_title(session.get_one(Consultation, file.consultation_id))
    passages = name_passages(session, sent, today=today)
    lines = [
        f"Dear {file.holder_name},",
        f"On {day} you were sent our response to “{title}”: {file.description.lower()}. Since then "
        "permission for some of its words was taken back, and they may not be used or published any more:",
        "\n".join(f"– {one}." for one in passages) if passages else "",
        "Please take them out of every copy, also of those that others have from you, or ask us for the "
        "response without them. What was counted stands, with its date. Then tell us that it is done.",
        f"To tell the version from others: its fingerprint (SHA-256) is {sent.digest}.",
        _find_region(session),
    ]
    subject = f"Please take words out of our response of {day}"
    last = max((one.number for one in sent.version.withdrawals), default=0) if sent.version else None
    return Notice(file.holder_address, subject, "\n\n".join(line for line in lines if line), last)


def _write_to_holder(session: Session, file: ReleasedFile) -> Notice:
    made = f"{file.made_at:%d %B %Y}".lstrip("0")
    consultation = session.get_one(Consultation, file.consultation_id)
    done = "you were given" if file.is_passed_on else "you made"
    lines = [
        f"Dear {file.holder_name or 'colleague'},",
        f"On {made} {done} this file: {file.description}, “{_find_title(consultation)}”.",
        "It holds words that may no longer be used. Please delete the file and every copy of it, also in "
        "mail and in backups that you can reach, and ask whoever has it from you to do the same. Then tell "
        "us that it is done.",
        "" if file.is_passed_on else ANEW,
        f"To tell the file from others: its SHA-256 is {file.digest}." if file.digest else "",
        _find_region(session),
    ]
    subject = f"Please delete a file: {file.description}, made on {made}"
    return Notice(_find_address(session, file), subject, "\n\n".join(line for line in lines if line))


def _find_address(session: Session, file: ReleasedFile) -> str:
    if file.is_passed_on:
        return file.holder_address
    staff = session.get(Staff, file.staff_id) if file.staff_id else None
    return staff.email if staff else ""


def _find_region(session: Session) -> str:
    region = find_partnership(session)
    return region.name if region else "Regional Consult"


def _find_title(consultation: Consultation) -> str:
    titles = consultation.title
    return str(titles.get("en") or next((titles[tag] for tag in sorted(titles)), consultation.slug))
