"""What a person lets a group's number do after sending: taken back at once, given again as far as that goes.

No row says which group passed an account on, so its key cannot be locked for that group again: reading back
is taken back for good. Correcting and withdrawing need no group's key.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.groups import GroupEntry
from consult.models.response import Response
from consult.sealing.group_keys import derive_correction_key
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.relaying import Powers
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.waiting import is_waiting, note_change
from consult.vocabulary import ResponseState, WrapKind


def find_powers(session: Session, store: KeyStore, response_id: str) -> Powers | None:
    """What the group's number can really do now with what was sent; None where no group passed it on."""
    entry = session.get(GroupEntry, response_id)
    if entry is None:
        return None
    can_read = entry.may_read_back and store.find(response_id, WrapKind.GROUP) is not None
    return Powers(entry.correction_key is not None, can_read, entry.may_withdraw)


def find_powers_for_group(session: Session, store: KeyStore, response_id: str) -> Powers:
    """What its list offers the group: while what the person allows waits to be said again, no words."""
    powers = find_powers(session, store, response_id) or Powers(False, False, False)
    return replace(powers, may_read_back=False) if is_waiting(session, response_id) else powers


def change_powers(
    session: Session, store: KeyStore, opened: OpenedAccount, powers: Powers, *, today: date
) -> None:
    """Let the group's number do this from now on, and nothing else.

    What may not be read any more is gone from the key store first, durably: whatever happens after, the group
    opens nothing. Raises: NotFound (C102) where no group passed it on, Conflict (C205) once withdrawn.
    """
    response_id = opened.response.id
    state = select(Response.state).where(Response.id == response_id).with_for_update()
    if session.scalars(state).one_or_none() is not ResponseState.SUBMITTED:
        raise Conflict("C205")
    before = find_powers(session, store, response_id)
    if before is None:
        raise NotFound("C102")
    may_read = before.may_read_back and powers.may_read_back
    if not may_read:
        store.drop((response_id,), (WrapKind.GROUP,))
    entry = session.get_one(GroupEntry, response_id)
    entry.may_correct, entry.may_read_back, entry.may_withdraw = (
        powers.may_correct,
        may_read,
        powers.may_withdraw,
    )
    entry.correction_key = derive_correction_key(opened.key).public if powers.may_correct else None
    session.flush()
    note_change(session, store, response_id, today=today)
