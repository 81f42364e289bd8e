"""How a response came about, as it may be told now: days, returns read, late ones, changes."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.process import MadeChange
from consult.models.reading_record import ReturnReading
from consult.models.response import Response
from consult.queries.responses import Wanted, count_responses
from consult.queries.viewer import SYSTEM
from consult.services.drafts.withholding_names import find_named
from consult.services.process.keeping_process import find_process, list_given
from consult.services.process.late_returns import find_days, find_late
from consult.services.process.noting_changes import list_changes
from consult.services.process.process_values import ChangeLine, Process
from consult.services.process.unread_returns import find_readings, find_rule
from consult.vocabulary import ResponseKind, ResponseState

WHOLE = "the response as a whole"
UNNAMED = "a partner that is not named"


def describe_process(
    session: Session, consultation: Consultation, titles: Mapping[str, str], *, today: date
) -> Process:
    """Gather what is recorded and count what is not. titles: of the sections of the draft, by key."""
    record, id = find_process(session, consultation.id), consultation.id
    days = find_days(consultation, record)
    return Process(
        body=consultation.consulting_body,
        days=days,
        given=record.given if record else "",
        files=tuple((one.name, one.sha256) for one in list_given(session, id)),
        readings=(readings := find_readings(session, id, today=today)),
        rule=find_rule(session, id),
        readers=_count_readers(session, id) if readings.read else 0,
        withdrawn=_count_withdrawn(session, id),
        late=find_late(session, id, days.closed_on, record.late_rule if record else ""),
        changes=_list_lines(session, id, titles, today),
    )


def _count_readers(session: Session, consultation_id: str) -> int:
    who = func.coalesce(ReturnReading.staff_id, ReturnReading.staff_name)
    wanted = select(func.count(func.distinct(who))).join(Response, Response.id == ReturnReading.response_id)
    return session.scalar(wanted.where(Response.consultation_id == consultation_id)) or 0


def _count_withdrawn(session: Session, consultation_id: str) -> int:
    wanted = Wanted(kind=ResponseKind.RETURN, states=(ResponseState.WITHDRAWN,))
    return count_responses(session, SYSTEM, consultation_id, wanted)


def _list_lines(
    session: Session, consultation_id: str, titles: Mapping[str, str], today: date
) -> tuple[ChangeLine, ...]:
    changes = list_changes(session, consultation_id)
    named = find_named(session, consultation_id, today=today) if changes else frozenset()
    return tuple(
        ChangeLine(titles.get(one.section_key, WHOLE), one.what, _name(one, named)) for one in changes
    )


def _name(change: MadeChange, named: Collection[str]) -> str:
    """Because of whom: an organisation by its name only while it agrees to be named here."""
    if change.organisation is None:
        return change.because_of or UNNAMED
    name = " ".join(change.organisation.name.split())
    return name if name in named else UNNAMED
