"""What still has to be read, in a line: for whatever checks a draft before it leaves."""

from datetime import date

from sqlalchemy.orm import Session

from analysis.drafting.figures import write_number
from consult.services.process.unread_returns import list_unread


def tell_unread(session: Session, consultation_id: str, *, today: date) -> list[str]:
    """One line where returns that have to be read in full were not; none where the rule is met."""
    number = len(list_unread(session, consultation_id, today=today))
    if not number:
        return []
    what, them = ("return has", "it") if number == 1 else ("returns have", "each of them")
    return [f"{write_number(number)} {what} not been read in full – read {them}: the page Returns to read"]
