"""Which returns somebody has read in full as they stand now, and which still have to be read."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.models.consent import Consent
from consult.models.consultation import Consultation
from consult.models.reading_record import ReturnReading
from consult.models.response import Response
from consult.queries.responses import Wanted, select_responses
from consult.queries.viewer import SYSTEM
from consult.services.permissions.consenting import Given, Moment, Source, allows, find_consents
from consult.services.process.keeping_process import find_process
from consult.services.process.marking_answers import NOTHING, mark_answers
from consult.services.process.reading_rule import ReadingRule, Readings, list_still_unread
from consult.vocabulary import Purpose, ResponseKind, ResponseState

SENT = Wanted(kind=ResponseKind.RETURN)


def list_unread(session: Session, consultation_id: str, *, today: date) -> list[str]:
    """Ids of the returns that have to be read in full and were not, the first received first."""
    readings = find_readings(session, consultation_id, today=today)
    return list_still_unread(readings, find_rule(session, consultation_id))


def find_rule(session: Session, consultation_id: str) -> ReadingRule:
    """Which returns have to be read. The seed is the short name, which is there before any return is."""
    slug = session.get_one(Consultation, consultation_id).slug
    record = find_process(session, consultation_id)
    return ReadingRule(slug, record.sampled_above, record.sampled_pct) if record else ReadingRule(slug)


def find_readings(session: Session, consultation_id: str, *, today: date) -> Readings:
    """What was read of all that was sent and not withdrawn. A reading of an earlier text does not count."""
    sent = select_responses(SYSTEM, consultation_id, SENT).with_only_columns(Response.id)
    ids = list(session.scalars(sent))
    closed = _find_closed(session, consultation_id, today)
    readable = tuple(id for id in ids if id not in closed)
    read = frozenset(readable) & _find_read(session, consultation_id)
    return Readings(readable, read, len(ids) - len(readable))


def is_readable(response: Response, consents: Mapping[Purpose, Given], *, today: date) -> bool:
    """Whether staff may read a return today, as permission to analyse it goes."""
    source = Source(response.kind, response.state, response.consultation_id)
    return allows(source, consents, Purpose.ANALYSE, Moment(today, response.consultation_id))


def _find_closed(session: Session, consultation_id: str, today: date) -> set[str]:
    """Returns that were sent and may not be used; only those who were asked can have refused."""
    asked = select(Consent.response_id).where(Consent.purpose == Purpose.ANALYSE)
    consents = find_consents(session, asked.where(Consent.response_id.in_(_select_sent(consultation_id))))
    source = Source(ResponseKind.RETURN, ResponseState.SUBMITTED, consultation_id)
    moment = Moment(today, consultation_id)
    return {id for id, held in consents.items() if not allows(source, held, Purpose.ANALYSE, moment)}


def _find_read(session: Session, consultation_id: str) -> set[str]:
    """Returns of which a reading has the mark that they have now; others are not marked at all."""
    is_sent = ReturnReading.response_id.in_(_select_sent(consultation_id))
    rows = session.execute(select(ReturnReading.response_id, ReturnReading.answers_mark).where(is_sent)).all()
    marks = mark_answers(session, select(ReturnReading.response_id).where(is_sent))
    return {id for id, mark in rows if mark == marks.get(id, NOTHING)}


def _select_sent(consultation_id: str) -> Select[str]:
    return select_responses(SYSTEM, consultation_id, SENT).with_only_columns(Response.id).order_by(None)
