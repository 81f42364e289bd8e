"""Messages between staff and whoever told an experience, sealed under the experience's own key.

The person reads and writes with the return number, staff while experiences are unlocked. Only days are kept.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.base import is_id, new_id
from consult.models.conversation import AccountMessage
from consult.models.response import Response
from consult.sealing.errors import SealBroken
from consult.sealing.keys import AccountKey
from consult.sealing.payloads import Place, open_json, seal_json
from consult.sealing.places import place_of_message, place_of_old_message
from consult.services.permissions.consenting import Moment, Source, allows, current_consent
from consult.vocabulary import Purpose, ResponseState
from forms.intake import as_given

LONGEST_MESSAGE = 4000


@dataclass(frozen=True)
class Message:
    """One message, opened."""

    is_from_person: bool
    said_on: date
    text: str = field(repr=False)


def may_converse(session: Session, response: Response, *, today: date) -> bool:
    """Whether staff may write to the person now."""
    source = Source(response.kind, response.state, response.consultation_id)
    held, moment = current_consent(session, response.id), Moment(today, response.consultation_id)
    return allows(source, held, Purpose.CONTACT, moment)


def write_message(
    session: Session,
    response: Response,
    text: str,
    *,
    key: AccountKey,
    staff_id: str | None = None,
    submission_id: str = "",
    today: date,
) -> None:
    """Leave a message: of staff where `staff_id` says whose, else of the person.

    submission_id: drawn into the form; the same words under it again are the same message.

    Raises: Conflict (C311) without words or with too many, (C312) where the person does not allow staff to
    ask more, (C205) once withdrawn; SealBroken for a damaged message under the same id.
    """
    words = as_given(text).strip()
    if not words or len(words) > LONGEST_MESSAGE:
        raise Conflict("C311", longest=LONGEST_MESSAGE)
    session.refresh(response, with_for_update=True)
    if response.state is not ResponseState.SUBMITTED:
        raise Conflict("C205")
    if staff_id is not None and not may_converse(session, response, today=today):
        raise Conflict("C312")
    known = session.get(AccountMessage, submission_id) if is_id(submission_id) else None
    if known is not None and _is_same(known, response, words, key=key, staff_id=staff_id):
        return
    message = AccountMessage(
        id=submission_id if is_id(submission_id) and known is None else new_id(),
        response_id=response.id,
        number=_count(session, response.id) + 1,
        is_from_person=staff_id is None,
        staff_id=staff_id,
        said_on=today,
    )
    message.sealed = seal_json(key, words, _place_of(message))
    session.add(message)
    session.flush()


def list_messages(session: Session, response: Response, *, key: AccountKey) -> list[Message]:
    """Every message of one experience in order.

    Raises: SealBroken, also where one is missing before another: their numbers are sealed with them. That the
    last ones are gone cannot be seen (docs/threat-model.md).
    """
    wanted = select(AccountMessage).where(AccountMessage.response_id == response.id)
    kept = session.scalars(wanted.order_by(AccountMessage.number)).all()
    if [one.number for one in kept] != list(range(1, len(kept) + 1)):
        raise SealBroken()
    return [Message(one.is_from_person, one.said_on, _open(key, one)) for one in kept]


def _is_same(
    known: AccountMessage, response: Response, words: str, *, key: AccountKey, staff_id: str | None
) -> bool:
    """Not by the id alone: one that was changed and sent again is kept; that of others tells nothing."""
    if known.response_id != response.id or known.is_from_person is not (staff_id is None):
        return False
    return _open(key, known) == words


def _place_of(message: AccountMessage) -> Place:
    return place_of_message(message.id, message.number, is_from_person=message.is_from_person)


def _open(key: AccountKey, message: AccountMessage) -> str:
    try:
        return str(open_json(key, message.sealed, _place_of(message)))
    except SealBroken:
        return str(open_json(key, message.sealed, place_of_old_message(message.id)))


def _count(session: Session, response_id: str) -> int:
    wanted = select(func.max(AccountMessage.number)).where(AccountMessage.response_id == response_id)
    return session.scalar(wanted) or 0
