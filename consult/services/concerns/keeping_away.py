"""People who must never read or translate an account: named by its teller, asked for whenever it is given.

The list is sealed under the account's key, and each concern about it has a copy (concerns/concern_lists.py).
Staff see it only while they choose a reader: for each of these somebody answers
(concerns/answering_for_readers.py). A change of the list takes those answers back, so that whoever has the
account to translate does not find it any more, exactly as if that had ended.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.base import new_id
from consult.models.kept_away import KeptAway, ReaderConfirmation
from consult.models.response import Response
from consult.sealing.errors import Locked, SealBroken, WrongKey
from consult.sealing.payloads import SealingKey, open_json, seal_json
from consult.sealing.places import place_of_kept_away
from consult.services.concerns.concern_lists import hand_on_list, lock_lists
from consult.services.copies.recalling_copies import recall_named
from consult.services.keys.key_keeping import AccountKeys, KeyStore
from consult.services.permissions.opening import get_account_key
from consult.services.permissions.waiting import note_change, note_said_again
from consult.vocabulary import ResponseState
from forms.intake import as_given

LONGEST_LIST = 2000


@dataclass(frozen=True)
class KeptAwayList:
    """Who must not read, in the person's words; empty where they named nobody. mark: of the list as it is."""

    words: str = field(default="", repr=False)
    mark: str = ""


NOBODY_NAMED = KeptAwayList()


def keep_away(
    session: Session, store: KeyStore, response_id: str, key: SealingKey, words: str, *, on: date
) -> None:
    """Keep who must not read, in place of what was said before; copies that they hold are taken back.

    A list that is damaged is replaced like any other: only so does anybody ever read the account again.

    store: the key store, which counts each change after sending. Raises: Conflict (C371) for a long list.
    """
    said = as_given(words).strip()
    if len(said) > LONGEST_LIST:
        raise Conflict("C371", longest=LONGEST_LIST)
    session.execute(select(Response.id).where(Response.id == response_id).with_for_update())  # as withdrawing
    lock_lists(session, response_id)
    hand_on_list(session, response_id, said)
    before = find_readable_list(session, response_id, key)
    if before is not None and said == before.words:
        note_said_again(session, store, response_id)
        return
    session.execute(delete(ReaderConfirmation).where(ReaderConfirmation.response_id == response_id))
    if said:
        body = {"words": said, "mark": new_id()}
        row = session.get(KeptAway, response_id) or KeptAway(response_id=response_id)
        row.named_sealed = seal_json(key, body, place_of_kept_away(response_id))
        session.add(row)
    else:  # nobody has to be answered for any more
        session.execute(delete(KeptAway).where(KeptAway.response_id == response_id))
    session.flush()
    recall_named(session, response_id, said, on=on)
    note_change(session, store, response_id, today=on)


def find_own_list(session: Session, response_id: str, key: SealingKey) -> KeptAwayList:
    """Open who must not read, with the account's key. Raises: SealBroken."""
    row = session.get(KeptAway, response_id, populate_existing=True)
    if row is None:
        return NOBODY_NAMED
    body = open_json(key, row.named_sealed, place_of_kept_away(response_id))
    return KeptAwayList(body["words"], body["mark"])


def find_readable_list(session: Session, response_id: str, key: SealingKey) -> KeptAwayList | None:
    """The same; None where it is damaged, and has to be written again."""
    try:
        return find_own_list(session, response_id, key)
    except SealBroken:
        return None


def hand_on_own_list(session: Session, response_id: str, key: SealingKey) -> None:
    """Give each concern about it the list as it is, before that dies with the account."""
    lock_lists(session, response_id)
    found = find_readable_list(session, response_id, key)
    if found is not None:
        hand_on_list(session, response_id, found.words)


def find_known_list(session: Session, response_id: str, keys: AccountKeys | None) -> KeptAwayList | None:
    """Who must not read, where that can be known now; None while locked, damaged, or once withdrawn."""
    has_list = session.get(KeptAway, response_id, populate_existing=True) is not None
    try:
        found = find_list(session, response_id, keys) if has_list and keys else None
    except (Locked, WrongKey, SealBroken):
        return None
    state = select(Response.state).where(Response.id == response_id)  # asked last: a list may just have died
    is_there = session.scalar(state) not in {None, ResponseState.WITHDRAWN}
    return (found if has_list else NOBODY_NAMED) if is_there else None


def find_list(session: Session, response_id: str, keys: AccountKeys) -> KeptAwayList:
    """Open who must not read, at the desk. Raises: Locked, SealBroken: then nobody is to be given it."""
    key = get_account_key(response_id, keys)
    try:
        return find_own_list(session, response_id, key)
    finally:
        key.forget()
