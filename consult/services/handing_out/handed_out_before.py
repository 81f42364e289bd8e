"""Which tables were handed out before: in people, and of which questions."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from analysis.tables.units import RESPONSES, SEGMENTS
from consult.queries.tables import list_released
from consult.services.counting.gathering_questions import AskedQuestion
from consult.services.handing_out.counted_tables import find_counted
from consult.services.handing_out.release_scopes import RETURNS, Scope
from consult.services.handing_out.released_layers import read_scope
from consult.services.handing_out.table_releases import THEME

SECTOR, AREA = "sector", "area"


def list_counted_in_people(
    session: Session, consultation_id: str, rows_by: str, scope: Scope
) -> list[set[str]]:
    """List whom each related table of these rows counted, of those handed out in people they speak for."""
    released = [
        one
        for one in list_released(session, consultation_id)
        if one.rows_by == rows_by
        and one.unit not in (RESPONSES, SEGMENTS)
        and not read_scope(one).is_apart_from(scope)
    ]
    return [find_counted(session, one.id) for one in released]


def find_handed_out(
    session: Session, consultation_id: str, questions: Iterable[AskedQuestion]
) -> frozenset[str]:
    """Find the questions with a table of themes by sector or area handed out; drafts' own do not count."""
    released = [one for one in list_released(session, consultation_id) if one.rows_by == THEME]
    scopes = {
        read_scope(one)
        for one in released
        if one.columns_by in (SECTOR, AREA) and find_counted(session, one.id)
    }
    return frozenset(
        one.number
        for one in questions
        if any(not scope.is_apart_from(Scope(RETURNS, one.number)) for scope in scopes)
    )
