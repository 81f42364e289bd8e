"""The notice to whoever holds a file that is to be taken back: never whose words, nor any of them."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.release import Recall, ReleasedFile
from consult.models.staff import Staff
from consult.services.region.setting_up import find_partnership

ANEW = (
    "You can make a new file in the staff area at any time: it holds only what may be used then. Numbers "
    "that were published stand, with their date."
)


@dataclass(frozen=True)
class Notice:
    """What to tell the holder. to_address: empty where none is known."""

    to_address: str
    subject: str
    body: str


def write_notice(session: Session, recall: Recall) -> Notice:
    """Draft the notice for one file."""
    file = recall.file
    made = f"{file.made_at:%d %B %Y}".lstrip("0")
    consultation = session.get_one(Consultation, file.consultation_id)
    region = find_partnership(session)
    done = "you were given" if file.is_passed_on else "you made"
    lines = [
        f"Dear {file.holder_name or 'colleague'},",
        f"On {made} {done} this file: {file.description}, “{_find_title(consultation)}”.",
        "It holds words that may no longer be used. Please delete the file and every copy of it, also in "
        "mail and in backups that you can reach, and ask whoever has it from you to do the same. Then tell "
        "us that it is done.",
        "" if file.is_passed_on else ANEW,
        f"To tell the file from others: its SHA-256 is {file.digest}." if file.digest else "",
        (region.name if region else "Regional Consult"),
    ]
    subject = f"Please delete a file: {file.description}, made on {made}"
    return Notice(_find_address(session, file), subject, "\n\n".join(line for line in lines if line))


def _find_address(session: Session, file: ReleasedFile) -> str:
    if file.is_passed_on:
        return file.holder_address
    staff = session.get(Staff, file.staff_id) if file.staff_id else None
    return staff.email if staff else ""


def _find_title(consultation: Consultation) -> str:
    titles = consultation.title
    return str(titles.get("en") or next((titles[tag] for tag in sorted(titles)), consultation.slug))
