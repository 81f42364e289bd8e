"""Outgoing messages: written with the change that causes them, sent later, never twice by accident."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.base import new_id
from consult.models.job import Job, OutboxMessage
from consult.services.jobs import queueing
from consult.services.jobs.mailing import Letter
from consult.vocabulary import JobKind, MessageState

SHOWN = 20
WAITING = (MessageState.QUEUED, MessageState.FAILED)
"""States in which the message was surely not sent."""


@dataclass(frozen=True)
class NewMessage:
    """What to send to whom, in plain text."""

    to_address: str
    subject: str
    body_text: str
    language: str = "en"


def queue_message(session: Session, message: NewMessage, *, domain: str, now: datetime) -> OutboxMessage:
    """Put a message into the outbox, in the transaction of the change it tells of.

    domain: the right half of its Message-ID, which it keeps however often sending is tried.
    """
    row = OutboxMessage(
        message_id=f"<{new_id()}@{domain}>",
        to_address=message.to_address,
        subject=" ".join(message.subject.split()),
        body_text=message.body_text,
        language=message.language,
        queued_at=now,
    )
    session.add(row)
    session.flush()
    return row


def request_sending(session: Session, message: OutboxMessage, *, staff_id: str | None, now: datetime) -> Job:
    """Ask the worker to send the message; asking twice for one try is asking once."""
    key = f"send:{message.id}:{message.attempts}"
    return queueing.request_job(
        session, JobKind.SEND_MESSAGE, message.id, key=key, staff_id=staff_id, now=now
    )


def send_again(session: Session, message_id: str, *, staff_id: str | None, now: datetime) -> Job:
    """Send a message that failed, or of which nobody knows; the caller has warned that it may come twice.

    Raises: NotFound (C102) where there is none that is neither sent nor on its way.
    """
    message = get_message(session, message_id)
    if message.state not in (*WAITING, MessageState.UNCERTAIN):
        raise NotFound("C102")
    message.state = MessageState.QUEUED
    message.attempts += 1
    session.flush()
    return request_sending(session, message, staff_id=staff_id, now=now)


def get_message(session: Session, message_id: str) -> OutboxMessage:
    """Return the message. Raises: NotFound (C102)."""
    message = session.get(OutboxMessage, message_id, populate_existing=True)
    if message is None:
        raise NotFound("C102")
    return message


def list_latest(session: Session) -> Sequence[OutboxMessage]:
    """The messages queued last, newest first."""
    wanted = select(OutboxMessage).order_by(OutboxMessage.queued_at.desc(), OutboxMessage.id)
    return session.scalars(wanted.limit(SHOWN)).all()


def take_letter(session: Session, message_id: str) -> Letter | None:
    """The letter to send; None where it is sent already, or where a try of it ended nobody knows how.

    A message that is still marked as being sent belongs to a worker that died: it becomes uncertain.
    """
    message = get_message(session, message_id)
    if message.state is MessageState.SENDING:
        message.state = MessageState.UNCERTAIN
    if message.state not in WAITING:
        return None
    return Letter(
        message.message_id,
        message.to_address,
        message.subject,
        message.body_text,
        message.language,
        message.queued_at,
    )


def note_started(session: Session, message_id: str, *, now: datetime) -> bool:
    """Mark the message as being sent, before its first byte leaves; False where another worker has it."""
    statement = (
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, OutboxMessage.state.in_(WAITING))
        .values(state=MessageState.SENDING, attempts=OutboxMessage.attempts + 1, started_at=now)
    )
    result = session.execute(statement)
    return isinstance(result, CursorResult) and result.rowcount == 1


def note_sent(session: Session, message_id: str, *, now: datetime) -> None:
    """The server took the message. Its words are not kept: they may hold a link that lets somebody in.

    Nor is the address of somebody who answers.
    """
    message = get_message(session, message_id)
    message.state, message.sent_at, message.error_text = MessageState.SENT, now, ""
    message.body_text = ""
    if message.forget_on is not None:
        message.to_address = message.subject = ""


def note_failure(session: Session, message_id: str, text: str, *, is_certain: bool) -> None:
    """Sending failed; when that is not certain, only a person may try again."""
    message = get_message(session, message_id)
    message.state = MessageState.FAILED if is_certain else MessageState.UNCERTAIN
    message.error_text = text
