"""People who must never read or translate an account: named by its teller, asked for whenever it is given.

The list is sealed under the account's key. Staff see it only while they choose a reader: for each of these
somebody answers (services/answering_for_readers.py). A change of the list takes those answers back, so that
whoever has the account to translate does not find it any more, exactly as if that had ended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.base import new_id
from consult.models.kept_away import KeptAway, ReaderConfirmation
from consult.sealing.payloads import SealingKey, open_json, seal_json
from consult.sealing.places import place_of_kept_away
from consult.services.key_keeping import AccountKeys
from consult.services.opening import get_account_key
from consult.services.recalling_copies import recall_named
from forms.intake import as_given

LONGEST_LIST = 2000


@dataclass(frozen=True)
class KeptAwayList:
    """Who must not read, in the person's words; empty where they named nobody. mark: of the list as it is."""

    words: str = field(default="", repr=False)
    mark: str = ""


NOBODY_NAMED = KeptAwayList()


def keep_away(session: Session, response_id: str, key: SealingKey, words: str, *, on: date) -> None:
    """Keep who must not read, in place of what was said before; copies that they hold are taken back.

    Raises: Conflict (C371) for a long list.
    """
    said = as_given(words).strip()
    if len(said) > LONGEST_LIST:
        raise Conflict("C371", longest=LONGEST_LIST)
    if said == find_own_list(session, response_id, key).words:
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


def find_own_list(session: Session, response_id: str, key: SealingKey) -> KeptAwayList:
    """Open who must not read, with the account's key. Raises: SealBroken."""
    row = session.get(KeptAway, response_id, populate_existing=True)
    return _read(open_json(key, row.named_sealed, place_of_kept_away(response_id))) if row else NOBODY_NAMED


def find_list(session: Session, response_id: str, keys: AccountKeys) -> KeptAwayList:
    """Open who must not read, at the desk. Raises: Locked, SealBroken: then nobody is to be given it."""
    key = get_account_key(response_id, keys)
    try:
        return find_own_list(session, response_id, key)
    finally:
        key.forget()


def _read(body: Mapping[str, Any]) -> KeptAwayList:
    return KeptAwayList(body["words"], body["mark"])
