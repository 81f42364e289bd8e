"""The list of returns that have to be read in full and were not: one page at a time, and which comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models.reading_record import ReturnReading
from consult.models.response import Response
from consult.queries.responses import select_these
from consult.queries.viewer import Viewer
from consult.services.process.reading_rule import list_asked, list_still_unread
from consult.services.process.unread_returns import find_readings, find_rule

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class UnreadPage:
    """One page of the list, counted from one. asked: how many returns have to be read in all.

    earlier: by return, who read it before it was amended.
    """

    returns: Sequence[Response]
    earlier: Mapping[str, str]
    left: int
    asked: int
    page: int
    page_count: int


def list_unread_page(
    session: Session, viewer: Viewer, consultation_id: str, page: int, *, today: date
) -> UnreadPage:
    """The returns of this page, the first received first; a page past the end gives the last."""
    readings, rule = (
        find_readings(session, consultation_id, today=today),
        find_rule(session, consultation_id),
    )
    unread = list_still_unread(readings, rule)
    page_count = max(1, -(-len(unread) // ROWS_A_PAGE))
    page = min(max(page, 1), page_count)
    ids = unread[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    wanted = select_these(viewer, ids).options(joinedload(Response.organisation))
    found = {one.id: one for one in session.scalars(wanted)}
    returns = [found[id] for id in ids if id in found]
    asked = len(list_asked(readings.readable, rule))
    return UnreadPage(returns, _find_earlier(session, ids), len(unread), asked, page, page_count)


def find_next_unread(session: Session, consultation_id: str, after: str, *, today: date) -> str | None:
    """The id of the return to read after this one, round from the last to the first; None if none is left."""
    readings = find_readings(session, consultation_id, today=today)
    unread = set(list_still_unread(readings, find_rule(session, consultation_id)))
    ids = list(readings.readable)
    start = ids.index(after) + 1 if after in ids else 0
    return next((id for id in (*ids[start:], *ids[:start]) if id in unread and id != after), None)


def _find_earlier(session: Session, ids: Sequence[str]) -> dict[str, str]:
    columns = select(ReturnReading.response_id, ReturnReading.staff_name)
    rows = columns.where(ReturnReading.response_id.in_(ids)).order_by(ReturnReading.read_at, ReturnReading.id)
    return {row.response_id: row.staff_name for row in session.execute(rows)}
