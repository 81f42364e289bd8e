"""Respondents by whether they chose one answer of a question to which several may be given."""

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.readings import Reading
from consult.services.counting.asked_tables import AskedTable
from consult.services.counting.gathering_questions import list_asked_questions
from consult.services.counting.table_groups import NO_ANSWER, Grouping, group_respondents

CHOSE, OTHERS = "chosen", "not chosen"
NAMES = {CHOSE: "Chose it", OTHERS: "Answered without it", NO_ANSWER: "No answer"}


def group(session: Session, consultation: Consultation, asked: AskedTable, reading: Reading) -> Grouping:
    """Put each respondent into one group. Raises: Conflict (C404) for a question or choice not there."""
    if not asked.choice:
        return group_respondents(session, consultation, asked, reading)
    parts = [part for one in list_asked_questions(session, consultation) for part in one.closed]
    found = [part for part in parts if part.question_id == asked.closed_id and part.kind == "select_multiple"]
    if not found or asked.choice not in dict(found[0].choices):
        raise Conflict("C404")
    given = {row.response_id: row.value for row in reading.rows if isinstance(row.value, list) and row.value}
    everybody = [one.response_id for one in reading.respondents]
    placed = {one: _place(given.get(one), asked.choice) for one in everybody}
    return Grouping({key: name for key, name in NAMES.items() if key in placed.values()}, placed)


def _place(given: list[str] | None, choice: str) -> str:
    if given is None:
        return NO_ANSWER
    return CHOSE if choice in given else OTHERS
