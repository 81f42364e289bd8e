"""Leave only the week in which experiences came, where fewer than five of a consultation came in it.

Days are kept while their week goes on; once it is over, the database holds of a quiet week only its Monday.
Pages and files never show more than the week.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from consult.models.consent import Consent
from consult.models.conversation import AccountMessage, QuotationVerdict
from consult.models.groups import Correction, LostNumber
from consult.models.handling import Handling
from consult.models.response import Response
from consult.vocabulary import ResponseKind, ResponseState
from consult.weeks import begin_week

FEWEST = 5
DATED_BY_PEOPLE: tuple[tuple[Any, Any], ...] = (
    (Consent, Consent.given_on),
    (AccountMessage, AccountMessage.said_on),
    (QuotationVerdict, QuotationVerdict.said_on),
    (Correction, Correction.corrected_on),
    (Handling, Handling.appealed_on),
    (LostNumber, LostNumber.asked_on),
)
"""Every other day that an account's own tables keep: these become weeks whenever their week is over.

A request about a lost number leads to no account before somebody has found it; its day goes the same way.
"""


def coarsen_finished_weeks(session: Session, *, today: date) -> int:
    """Turn days of finished weeks into Mondays where fewer than five came; returns how many accounts."""
    this_week = begin_week(today)
    changed = 0
    for ids in _list_quiet_weeks(session, this_week):
        for monday, own in ids.items():
            rows = update(Response).where(Response.id.in_(own), Response.received_on != monday)
            result = session.execute(rows.values(received_on=monday))
            changed += max(0, getattr(result, "rowcount", 0))
    accounts = select(Response.id).where(Response.kind == ResponseKind.ACCOUNT)
    for model, column in DATED_BY_PEOPLE:
        of_accounts = or_(model.response_id.in_(accounts), model.response_id.is_(None))
        _coarsen(session, model, column, of_accounts, this_week)
    session.expire_all()
    return changed


def _list_quiet_weeks(session: Session, this_week: date) -> Iterator[dict[date, list[str]]]:
    """By consultation: the accounts of each finished week in which fewer than five came that stand."""
    wanted = select(Response.id, Response.consultation_id, Response.received_on, Response.state).where(
        Response.kind == ResponseKind.ACCOUNT, Response.received_on < this_week
    )
    weeks: dict[str, dict[date, list[str]]] = defaultdict(lambda: defaultdict(list))
    standing: dict[tuple[str, date], int] = defaultdict(int)
    for id, consultation_id, day, state in session.execute(wanted):
        monday = begin_week(day or this_week)
        weeks[consultation_id][monday].append(id)
        standing[consultation_id, monday] += state is ResponseState.SUBMITTED
    for consultation_id, found in weeks.items():
        yield {monday: ids for monday, ids in found.items() if standing[consultation_id, monday] < FEWEST}


def _coarsen(session: Session, model: Any, column: Any, own: Any, this_week: date) -> None:
    days = session.scalars(select(column).where(own, column < this_week).distinct()).all()
    for day in days:
        if day != begin_week(day):
            session.execute(update(model).where(own, column == day).values({column: begin_week(day)}))
