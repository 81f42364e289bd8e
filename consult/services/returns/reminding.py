"""Remind whoever saved a return for later, and asked for it, once: until when it can be sent, and where.

The message has neither the return number nor any answer. Its address goes with it: nothing of it stays here.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.job import OutboxMessage
from consult.models.response import Response
from consult.models.unfinished import UnfinishedReturn
from consult.services.consultations.consulting import is_open
from consult.services.consultations.using_extensions import find_of_return, find_sending_day
from consult.services.jobs.messaging import NewMessage, queue_message
from consult.vocabulary import ResponseState

BEFORE = timedelta(days=4)
"""So long before the last day the reminder goes, or at once where less is left."""


class Writes(Protocol):
    """Writes a reminder."""

    def __call__(self, consultation: Consultation, language: str, last_on: date) -> tuple[str, str]:
        """Give subject and text in a language. last_on: the last day on which the return can be sent."""


def queue_reminders(
    session: Session, write: Writes, *, domain: str, today: date, now: datetime
) -> Sequence[OutboxMessage]:
    """Put every reminder that is due into the outbox; addresses that are of no use any more are deleted.

    write: gives subject and text. domain: of the Message-ID.
    """
    queued = []
    for row, consultation in _list_waiting(session):
        granted = find_of_return(session, consultation, row.response_id, today)
        last_on = min(row.kept_until_on, find_sending_day(consultation, granted) or row.kept_until_on)
        is_over = last_on < today or not (granted or is_open(consultation, today=today))
        if not is_over and today >= last_on - BEFORE:
            message = NewMessage(row.email, *write(consultation, row.language, last_on), row.language)
            sent = queue_message(session, message, domain=domain, now=now)
            sent.forget_on = last_on
            queued.append(sent)
            row.email = ""
        elif is_over:
            row.email = ""
    session.flush()
    return queued


def _list_waiting(session: Session) -> Sequence[tuple[UnfinishedReturn, Consultation]]:
    wanted = (
        select(UnfinishedReturn, Consultation)
        .join(Response, Response.id == UnfinishedReturn.response_id)
        .join(Consultation, Consultation.id == Response.consultation_id)
        .where(UnfinishedReturn.email != "", Response.state == ResponseState.IN_PROGRESS)
        .order_by(UnfinishedReturn.id)
        .with_for_update(of=UnfinishedReturn, skip_locked=True)
    )
    return [(row[0], row[1]) for row in session.execute(wanted)]
