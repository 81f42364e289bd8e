"""Returns that came after the closing day of partners: which they are, and how many."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.extensions import ExtendedReturn
from consult.models.process import ProcessRecord
from consult.models.response import Response
from consult.services.process.keeping_process import find_process
from consult.services.process.process_values import Days, Late
from consult.vocabulary import ResponseKind, ResponseState


def find_days(consultation: Consultation, record: ProcessRecord | None) -> Days:
    """The days that are recorded; partners close when the form does unless they were told otherwise."""
    told = record.partners_close_on if record else None
    return Days(
        record.government_opened_on if record else None,
        consultation.government_deadline_on,
        record.partners_asked_on if record else None,
        told or consultation.closes_on,
    )


def find_closing_day(session: Session, consultation: Consultation) -> date | None:
    """The last day that partners had, all of them; None where there is none."""
    return find_days(consultation, find_process(session, consultation.id)).closed_on


def is_late(response: Response, closed_on: date | None) -> bool:
    """Whether a return came after that day; one without a day is not late, nor is an experience."""
    if closed_on is None or response.received_on is None or response.kind != ResponseKind.RETURN:
        return False
    return response.received_on > closed_on


def find_late(session: Session, consultation_id: str, closed_on: date | None, rule: str) -> Late:
    """Those that came after the last day and were not withdrawn, and how many had been given more time."""
    if closed_on is None:
        return Late(rule=rule)
    of_these = (
        Response.consultation_id == consultation_id,
        Response.kind == ResponseKind.RETURN,
        Response.state == ResponseState.SUBMITTED,
        Response.received_on > closed_on,
    )
    wanted = select(func.count(Response.id), func.max(Response.received_on), func.count(ExtendedReturn.id))
    joined = wanted.outerjoin(ExtendedReturn, ExtendedReturn.response_id == Response.id)
    count, last_on, extended = session.execute(joined.where(*of_these)).one()
    return Late(count, last_on, rule, extended)
