"""Say of something sent that it is no account, with a reason; the person sees it and may answer."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.errors import AccessDenied, Conflict
from consult.models.desk_kinds import AppealState, SetAsideReason
from consult.models.handling import Handling
from consult.models.locking import lock_name
from consult.models.response import Response
from consult.queries.viewer import Viewer
from consult.sealing.payloads import SealingKey, seal_json
from consult.sealing.places import place_of_appeal
from consult.services import auditing
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.opening import Opener
from consult.services.themes.forgetting_phrases import forget_phrases
from consult.vocabulary import Bucket

LONGEST_APPEAL = 2_000


def note_reading(session: Session, response_id: str, *, today: date) -> None:
    """Keep the day on which somebody on the staff first read an account; nothing after that changes it."""
    row = _lock(session, response_id)
    if row.first_read_on is None:
        row.first_read_on = today
        session.flush()


def set_aside(
    session: Session,
    viewer: Viewer,
    response: Response,
    reason: SetAsideReason,
    *,
    today: date,
    now: datetime,
) -> None:
    """Set an account aside: it is left out of the analysis and never quoted. Raises: Conflict (C335).

    The names of themes are waited for first, as whoever withdraws does before anything goes on record.
    """
    forget_phrases(session, response.id)
    row = _lock(session, response.id)
    if row.set_aside_on is not None:
        raise Conflict("C335")
    row.set_aside_on, row.set_aside_reason, row.set_aside_by_id = today, reason, viewer.staff_id
    row.appeal_state, row.appeal_sealed, row.appealed_on = AppealState.NONE, None, None
    row.appeal_decided_by_id, row.appeal_decided_on = None, None
    session.flush()
    _audit(session, viewer.staff_id, "experience set aside", response.id, now, reason=reason.value)


def take_back(session: Session, viewer: Viewer, response: Response, *, now: datetime) -> None:
    """Take it for an account after all; whoever answered is told by the state it has. Raises: C336."""
    row = _lock(session, response.id)
    if row.set_aside_on is None:
        raise Conflict("C336")
    if row.appeal_state is AppealState.OPEN:
        raise Conflict("C338")
    row.set_aside_on = None
    session.flush()
    _audit(session, viewer.staff_id, "experience no longer set aside", response.id, now)


def find_own_handling(session: Session, response_id: str) -> Handling | None:
    """How one's own account was set aside, or what came of one's answer; None where it never was."""
    row = session.get(Handling, response_id)
    return row if row is not None and row.set_aside_reason is not None else None


def appeal(session: Session, response_id: str, text: str, *, key: SealingKey, today: date) -> None:
    """Keep sealed what the person answers to having been set aside, once.

    Raises: Conflict (C336) where it is not set aside or was answered, (C337) for nothing or too much.
    """
    row = _lock(session, response_id)
    if row.set_aside_on is None or row.appeal_state is not AppealState.NONE:
        raise Conflict("C336")
    if not text.strip() or len(text) > LONGEST_APPEAL:
        raise Conflict("C337", longest=LONGEST_APPEAL)
    row.appeal_sealed = seal_json(key, text.strip(), place_of_appeal(response_id))
    row.appeal_state, row.appealed_on = AppealState.OPEN, today
    session.flush()


def open_appeal(session: Session, row: Handling, keys: AccountKeys) -> str | Bucket:
    """What the person answered, or why it cannot be read now."""
    opener = Opener(session, [row.response_id], keys)
    sealed = row.appeal_sealed or b""
    opened: str | Bucket = opener.open_payload(row.response_id, sealed, place_of_appeal(row.response_id))
    return opened


def read_appeal(
    session: Session, viewer: Viewer, row: Handling, keys: AccountKeys, *, now: datetime
) -> str | Bucket:
    """The same for somebody who reads it, which goes on record."""
    opened = open_appeal(session, row, keys)
    if not isinstance(opened, Bucket):
        _audit(session, viewer.staff_id, "answer to being set aside read", row.response_id, now)
    return opened


def decide_appeal(
    session: Session, viewer: Viewer, response: Response, *, is_granted: bool, today: date, now: datetime
) -> None:
    """Decide on the answer. Raises: AccessDenied (C334) to whoever set it aside, Conflict (C336)."""
    row = _lock(session, response.id)
    if row.appeal_state is not AppealState.OPEN or row.set_aside_on is None:
        raise Conflict("C336")
    if viewer.staff_id is None or viewer.staff_id == row.set_aside_by_id:
        raise AccessDenied("C334")
    row.appeal_state = AppealState.GRANTED if is_granted else AppealState.REFUSED
    row.appeal_decided_by_id, row.appeal_decided_on = viewer.staff_id, today
    row.set_aside_on = None if is_granted else row.set_aside_on
    session.flush()
    _audit(session, viewer.staff_id, f"appeal {row.appeal_state.value}", response.id, now)


def _lock(session: Session, response_id: str) -> Handling:
    """What was done with an account, held until the transaction ends; new where nothing was done yet."""
    lock_name(session, f"handling:{response_id}")
    row = session.get(Handling, response_id, populate_existing=True)
    if row is None:
        row = Handling(response_id=response_id, appeal_state=AppealState.NONE)
        session.add(row)
        session.flush()
    return row


def _audit(
    session: Session, staff_id: str | None, action: str, response_id: str, now: datetime, **details: str
) -> None:
    auditing.record(
        session,
        actor=staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="response",
        subject_id=response_id,
        details=details or None,
        now=now,
    )
