"""Stop those whom a person keeps away at a concern about their experience too, also after a withdrawal.

Asked of the concern's own copy of the list (concerns/concern_lists.py). Where who was named never became
known, because the concern was raised while locked and the experience was gone before anybody unlocked, only
whoever raised it reads it: they wrote it.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from consult.errors import AccessDenied, Conflict
from consult.models.concern import Concern
from consult.models.staff import Staff
from consult.queries.viewer import Viewer
from consult.sealing.agent_client import Unwrapper
from consult.sealing.errors import Locked, SealBroken, WrongKey
from consult.services.concerns.concern_lists import open_copy
from consult.services.concerns.keeping_away import find_known_list
from consult.services.concerns.stopping_readers import is_staff_named
from consult.services.keys.key_keeping import AccountKeys
from consult.services.region.staffing import list_readers


def require_reader(session: Session, viewer: Viewer, concern: Concern, agent: Unwrapper) -> None:
    """Refuse a concern to whoever is named, or may be.

    Raises: AccessDenied (C389), (C395) where it is not known who was named, (C396) where that cannot be
    opened; Locked, and then no word can be shown either.
    """
    if viewer.staff_id is None:
        return
    try:
        words = find_copy(session, concern, agent)
    except (WrongKey, SealBroken):
        raise AccessDenied("C396") from None
    if words is None and viewer.staff_id != concern.raised_by_id:
        raise AccessDenied("C395")
    if words and is_staff_named(session, viewer.staff_id, words):
        raise AccessDenied("C389")


def require_lead(session: Session, concern: Concern, lead_id: str, agent: Unwrapper) -> None:
    """Refuse somebody to lead who could not read it. Raises: Conflict (C372), (C397); Locked and others."""
    words = find_copy(session, concern, agent)
    if words is None and lead_id != concern.raised_by_id:
        raise Conflict("C397")
    require_not_named(session, words or "", lead_id)


def require_not_named(session: Session, words: str, lead_id: str) -> None:
    """Refuse somebody whom a list names. Raises: Conflict (C372)."""
    if words and is_staff_named(session, lead_id, words):
        raise Conflict("C372")


def list_leads(session: Session, concern: Concern, agent: Unwrapper) -> Sequence[Staff]:
    """Those who may lead on a concern, by name; while locked nobody can be told apart."""
    readers = list_readers(session)
    try:
        words = find_copy(session, concern, agent)
    except Locked:
        return readers
    except (WrongKey, SealBroken):
        return []
    if words is None:
        return [one for one in readers if one.id == concern.raised_by_id]
    return _leave_out(session, readers, words)


def list_first_leads(session: Session, response_id: str, keys: AccountKeys) -> Sequence[Staff]:
    """Those who may lead on a concern that is to be raised, by name."""
    found = find_known_list(session, response_id, keys)
    return _leave_out(session, list_readers(session), found.words if found else "")


def find_copy(session: Session, concern: Concern, agent: Unwrapper) -> str | None:
    """Who must not read it; None where that is not known. Raises: Locked, WrongKey, SealBroken."""
    key = agent.unwrap(concern.key_wrapped)
    try:
        return open_copy(session, concern.id, key)
    finally:
        key.forget()


def _leave_out(session: Session, readers: Sequence[Staff], words: str) -> Sequence[Staff]:
    return [one for one in readers if not (words and is_staff_named(session, one.id, words))]
