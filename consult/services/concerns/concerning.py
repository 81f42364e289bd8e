"""Raise a concern that somebody may come to serious harm, and keep what was decided about it.

The person was told so before they wrote. The record is sealed under a key of its own: withdrawing the
account does not destroy it, and what it holds is what staff wrote, never a copy of the account.
"""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.base import is_id, new_id
from consult.models.concern import Concern
from consult.models.consultation import Consultation
from consult.models.desk_kinds import ConcernState
from consult.models.locking import lock_name
from consult.models.protection_kinds import RecordKind, RetentionUnit
from consult.models.response import Response
from consult.queries.viewer import Viewer
from consult.sealing.agent_client import Unwrapper
from consult.sealing.errors import Locked, SealBroken, WrongKey
from consult.sealing.group_keys import derive_list_key
from consult.sealing.keys import PartnershipPublicKey, new_account_key, wrap_account_key
from consult.sealing.payloads import open_json, seal_json
from consult.sealing.places import place_of_concern
from consult.services import auditing
from consult.services.concerns.concern_lists import lock_lists, put_list
from consult.services.concerns.keeping_away import find_known_list
from consult.services.concerns.keeping_from_concerns import require_lead, require_not_named, require_reader
from consult.services.consultations.notices import find_retention
from consult.services.consultations.protection_content import Retention
from consult.services.keeping.holding import select_held, select_held_whole
from consult.services.keys.key_keeping import AccountKeys
from consult.vocabulary import Bucket

USUAL = Retention(72, RetentionUnit.MONTHS)


@dataclass(frozen=True)
class ConcernDetails:
    """What staff wrote of a concern. referred_to: to whom it was passed on, with the day as they gave it."""

    reason: str = field(repr=False)
    decision: str = field(default="", repr=False)
    referred_to: str = field(default="", repr=False)
    referred_on: str = field(default="", repr=False)


@dataclass(frozen=True)
class ConcernTerms:
    """Who leads and how long the record is kept; the day and the instant of the act.

    why_shorter: why it is kept for less time than people were told; it stays in the record of who did what.
    """

    lead_id: str
    keep_until: date
    today: date
    now: datetime
    why_shorter: str = ""


def find_keep_until(session: Session, response: Response, today: date) -> date:
    """Until which day a concern of today is kept, unless somebody gives another.

    It is what the notice said that the experience was given under, or six years where none says it.
    """
    kind, number = RecordKind.CONCERNS, response.notice_version
    promised = find_retention(session, response.consultation_id, kind, number=number)
    if promised is None:
        return USUAL.find_last_day(today)
    consultation = session.get_one(Consultation, response.consultation_id)
    return max(promised.find_last_day(consultation.closes_on or today), today)


def raise_concern(
    session: Session,
    viewer: Viewer,
    response: Response,
    details: ConcernDetails,
    terms: ConcernTerms,
    *,
    public_key: PartnershipPublicKey,
    keys: AccountKeys | None = None,
    submission_id: str = "",
) -> Concern:
    """Keep a new concern, sealed; it can be raised while experiences are locked.

    keys: with them whom the person keeps away is copied at once; else at the first visit while unlocked.
    submission_id: drawn into the form; a repeated submit is the concern that the first one raised, unchanged.
    Raises: Conflict (C341), (C342) where it is to be kept for less time than was promised, without a word of
    why, and (C372) where the person named whoever is to lead.
    """
    lock_name(session, f"concern:{submission_id}")
    known = find_raised(session, viewer, response, submission_id)
    if known is not None:
        return known
    _require(details, terms, find_keep_until(session, response, terms.today))
    session.refresh(response, with_for_update=True)  # first, as whoever withdraws it does
    lock_lists(session, response.id)
    found = find_known_list(session, response.id, keys)
    require_not_named(session, found.words if found else "", terms.lead_id)
    key, id = new_account_key(), _choose_id(session, submission_id)
    row = Concern(
        id=id,
        response_id=response.id,
        consultation_id=response.consultation_id,
        raised_on=terms.today,
        raised_by_id=viewer.staff_id,
        lead_id=terms.lead_id,
        keep_until_on=terms.keep_until,
        key_wrapped=wrap_account_key(key, public_key),
        sealed=seal_json(key, asdict(details), place_of_concern(id)),
    )
    session.add(row)
    session.flush()
    put_list(session, id, derive_list_key(key).public, found.words if found else None)
    _audit(session, viewer, "concern raised", row, terms.now, lead=terms.lead_id, **_say_shorter(terms))
    return row


def find_raised(session: Session, viewer: Viewer, response: Response, submission_id: str) -> Concern | None:
    """The concern that this member of staff raised with the same form; None for that of anybody else."""
    row = session.get(Concern, submission_id) if is_id(submission_id) else None
    is_own = row is not None and (row.response_id, row.raised_by_id) == (response.id, viewer.staff_id)
    return row if is_own else None


def read_concern(
    session: Session, viewer: Viewer, row: Concern, keys: Unwrapper, *, now: datetime
) -> ConcernDetails | Bucket:
    """Open what was written of a concern, which goes on record; or say why it cannot be read now.

    Raises: AccessDenied (C389), (C395), (C396) for those whom the person keeps away, or may do so.
    """
    try:
        require_reader(session, viewer, row, keys)
        key = keys.unwrap(row.key_wrapped)
        details = ConcernDetails(**open_json(key, row.sealed, place_of_concern(row.id)))
    except (Locked, WrongKey):
        return Bucket.LOCKED
    except SealBroken:
        return Bucket.UNREADABLE
    _audit(session, viewer, "concern read", row, now)
    return details


def decide_concern(
    session: Session,
    viewer: Viewer,
    row: Concern,
    details: ConcernDetails,
    terms: ConcernTerms,
    *,
    version: str,
    is_closed: bool,
    keys: Unwrapper,
) -> None:
    """Keep what was decided, who leads, and whether it is closed.

    version: of the concern that the form was made from. Raises: Conflict (C203) where somebody saved since,
    (C341), (C342), (C372), (C397); AccessDenied as read_concern; Locked.
    """
    require_reader(session, viewer, row, keys)
    key = keys.unwrap(row.key_wrapped)
    session.refresh(row, with_for_update=True)
    if version != str(row.version):
        raise Conflict("C203")
    _require(details, terms, _find_promised(session, row))
    require_lead(session, row, terms.lead_id, keys)
    row.sealed = seal_json(key, asdict(details), place_of_concern(row.id))
    row.lead_id, row.keep_until_on = terms.lead_id, terms.keep_until
    row.state = ConcernState.CLOSED if is_closed else ConcernState.OPEN
    row.closed_on = (row.closed_on or terms.today) if is_closed else None
    session.flush()
    action = "concern closed" if is_closed else "concern changed"
    _audit(session, viewer, action, row, terms.now, lead=terms.lead_id, **_say_shorter(terms))


def delete_expired_concerns(session: Session, *, today: date, now: datetime) -> int:
    """Delete closed concerns whose day has passed, unless the law holds them; the record says how many."""
    expired = delete(Concern).where(Concern.state == ConcernState.CLOSED, Concern.keep_until_on < today)
    result = session.execute(expired.where(*_is_free(session, today)))
    count = result.rowcount if isinstance(result, CursorResult) else 0
    if count:
        auditing.record(
            session,
            actor=auditing.SYSTEM,
            action="concerns deleted",
            subject_kind="concern",
            subject_id="",
            details={"number": count},
            now=now,
        )
    return count


def _is_free(session: Session, today: date) -> tuple[ColumnElement[bool], ...]:
    """What no hold keeps; one of which nobody knows the consultation is kept while any whole one is held."""
    of_response = or_(Concern.response_id.is_(None), Concern.response_id.not_in(select_held(today)))
    held = session.scalars(select_held_whole(today)).all()
    is_known = Concern.consultation_id.is_not(None) & Concern.consultation_id.not_in(held)
    return (of_response, is_known) if held else (of_response,)


def _find_promised(session: Session, row: Concern) -> date:
    """Before which day it may not end unless somebody says why: as promised, or as it stands if sooner."""
    response = session.get(Response, row.response_id) if row.response_id else None
    if response is None:
        return row.keep_until_on
    return min(find_keep_until(session, response, row.raised_on), row.keep_until_on)


def _require(details: ConcernDetails, terms: ConcernTerms, promised: date) -> None:
    if not details.reason.strip() or terms.keep_until < terms.today:
        raise Conflict("C341")
    if terms.keep_until < promised and not terms.why_shorter.strip():
        raise Conflict("C342", until=promised.isoformat())


def _say_shorter(terms: ConcernTerms) -> dict[str, str]:
    why = terms.why_shorter.strip()
    return {"keep_until": terms.keep_until.isoformat(), "why_shorter": why} if why else {}


def _choose_id(session: Session, submission_id: str) -> str:
    is_free = is_id(submission_id) and session.get(Concern, submission_id) is None
    return submission_id if is_free else new_id()


def _audit(
    session: Session, viewer: Viewer, action: str, row: Concern, now: datetime, **details: Any
) -> None:
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="concern",
        subject_id=row.id,
        details=details or None,
        now=now,
    )
