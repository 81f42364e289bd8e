"""What still has to be read, in a line: for whatever checks a draft before it leaves."""

from datetime import date

from sqlalchemy.orm import Session

from analysis.drafting.figures import write_number
from consult.services.process.unread_returns import find_readings, find_rule, list_unread
from consult.services.process.wording_process import say_rule


def tell_unread(session: Session, consultation_id: str, *, today: date) -> list[str]:
    """One line where returns that have to be read in full were not; none where the rule is met."""
    number = len(list_unread(session, consultation_id, today=today))
    if not number:
        return []
    what, them = ("return has", "it") if number == 1 else ("returns have", "each of them")
    return [f"{write_number(number)} {what} not been read in full – read {them}: the page Returns to read"]


def tell_sampled(session: Session, consultation_id: str, *, today: date) -> list[str]:
    """The rule as every copy of the response prints it, where only some of the returns have to be read."""
    rule = find_rule(session, consultation_id)
    readings = find_readings(session, consultation_id, today=today)
    return [say_rule(rule, readings)] if rule.samples(len(readings.readable)) else []
