"""Learn whom a concern is kept from, where it was raised while its account was locked.

Two steps, since each key is a question to the key agent: lists are opened before anything is locked, and kept
where they are still the same under the lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.concern import Concern
from consult.models.kept_away import KeptAway
from consult.sealing.agent_client import Unwrapper
from consult.sealing.errors import Locked, SealBroken, WrongKey
from consult.sealing.group_keys import derive_list_key
from consult.services.concerns.concern_lists import list_unlearned, lock_lists, put_list
from consult.services.concerns.keeping_away import find_known_list
from consult.services.keys.key_keeping import AccountKeys


@dataclass(frozen=True)
class OpenedList:
    """The list of an account, for one concern about it. sealed: as it lay there; half: seals the copy."""

    concern_id: str
    response_id: str
    sealed: bytes | None = field(repr=False)
    words: str = field(repr=False)
    half: bytes


def open_lists(
    session: Session, keys: AccountKeys, agent: Unwrapper, response_id: str | None
) -> list[OpenedList]:
    """The list of each account whose concern does not have it yet, as far as keys can be had now."""
    opened = (_open_list(session, one, keys, agent) for one in list_unlearned(session, response_id))
    return [one for one in opened if one is not None]


def learn_lists(session: Session, opened: Sequence[OpenedList]) -> None:
    """Copy them to their concerns; what changed since it was opened is left to the next visit."""
    for one in opened:
        lock_lists(session, one.response_id)
        if _still_holds(session, one):
            put_list(session, one.concern_id, one.half, one.words)


def _open_list(session: Session, concern: Concern, keys: AccountKeys, agent: Unwrapper) -> OpenedList | None:
    response_id = str(concern.response_id)
    sealed = _find_sealed(session, response_id)  # asked first: a list that is changed now is not taken for it
    found = find_known_list(session, response_id, keys)
    if found is None:
        return None
    try:
        key = agent.unwrap(concern.key_wrapped)
    except (Locked, WrongKey, SealBroken):
        return None
    half = derive_list_key(key).public
    key.forget()
    return OpenedList(concern.id, response_id, sealed, found.words, half)


def _still_holds(session: Session, one: OpenedList) -> bool:
    """Whether the account is there, its list is the same, and the concern did not get it meanwhile."""
    waiting = {concern.id for concern in list_unlearned(session, one.response_id)}
    return one.concern_id in waiting and _find_sealed(session, one.response_id) == one.sealed


def _find_sealed(session: Session, response_id: str) -> bytes | None:
    return session.scalar(select(KeptAway.named_sealed).where(KeptAway.response_id == response_id))
