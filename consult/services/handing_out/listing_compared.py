"""What a table is counted beside, by name: whoever sees little of it learns why, and where more is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.queries.tables import list_released
from consult.services.counting.asked_tables import AskedTable
from consult.services.counting.gathering_questions import AskedQuestion
from consult.services.days import find_day
from consult.services.handing_out.release_scopes import EXPERIENCES, Scope
from consult.services.handing_out.released_layers import read_scope
from consult.services.handing_out.table_releases import list_told
from consult.services.handing_out.trend_releases import list_across

TRENDS = "Trends over several consultations"


@dataclass(frozen=True)
class Beside:
    """names: of what was published and is compared with the table; what drafts say comes first.

    fuller: the government's questions, where tables of one of them are compared with less than this.
    """

    names: tuple[str, ...]
    fuller: tuple[str, ...]


def find_beside(
    session: Session, consultation_id: str, asked: AskedTable, questions: Sequence[AskedQuestion]
) -> Beside:
    """Find what a table is counted beside. Which of it hides a number is not said: that could tell of it."""
    names = tuple(dict.fromkeys(_list_names(session, consultation_id, asked)))
    fuller = tuple(one.number for one in questions) if names and not asked.question else ()
    return Beside(names, fuller)


def _list_names(session: Session, consultation_id: str, asked: AskedTable) -> Iterator[str]:
    scope = Scope(asked.who, asked.question)
    for number, said in list_told(session, consultation_id, asked.rows):
        if not said.scope.is_apart_from(scope):
            yield f"Draft {number}: sentences on {_name(said.scope)}"
    for table in list_released(session, consultation_id):
        if table.rows_by == asked.rows and not read_scope(table).is_apart_from(scope):
            yield f"{table.title}, {find_day(table.made_at):%-d %B %Y}"
    if list_across(session, consultation_id, asked.rows, asked.who):
        yield TRENDS


def _name(scope: Scope) -> str:
    if scope.who == EXPERIENCES:
        return "experiences"
    return f"question {scope.question}" if scope.question else "all questions"
