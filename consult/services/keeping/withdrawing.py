"""Withdraw a response: its words die with everything made of them, and all that used them is found.

Kept are that it happened and on which day; of a person's own withdrawal no reason.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.keeping_kinds import RecallCause
from consult.models.response import Response
from consult.sealing.payloads import SealingKey
from consult.services import auditing
from consult.services.concerns.keeping_away import hand_on_own_list
from consult.services.days import find_day
from consult.services.keeping.destroying import destroy
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.reaching import Reach, find_reach
from consult.services.permissions.recalling import recall_files
from consult.vocabulary import ResponseKind, ResponseState
from consult.weeks import begin_week


def withdraw(
    session: Session,
    response: Response,
    *,
    store: KeyStore | None = None,
    actor: str,
    now: datetime,
    reason: str = "",
    key: SealingKey | None = None,
) -> Reach:
    """Delete the words, their revisions and everything made of them; mark the files that hold them.

    store: the key store; needed for an account, whose keys are destroyed first and durably: whatever happens
    after, nobody opens it any more, and keys/reconciling.py does what is left to do.
    reason: for whoever withdraws in somebody's place; it is kept in the record.
    key: the account's, of whoever has it: a concern that was raised while locked learns whom it is kept from.
    Doing it again changes nothing. A legal hold does not stop it (decision 0018).
    Returns: what used the words, and so has to be changed or taken back.
    """
    session.flush()
    session.refresh(response, with_for_update=True)
    if response.state is ResponseState.WITHDRAWN:
        return find_reach(session, response)
    if response.kind == ResponseKind.ACCOUNT:
        if key is not None:
            hand_on_own_list(session, response.id, key)
        _destroy_keys(response, store)
    destroy(session, response.id)  # first of all it waits for the names of themes, as others do that go
    recall_files(session, response.id, RecallCause.WITHDRAWN, on=find_day(now))
    _empty(response)
    session.flush()
    session.expire(response, ["answers"])
    reach = find_reach(session, response)
    _audit(session, response, now, actor, reason)
    return reach


def _destroy_keys(response: Response, store: KeyStore | None) -> None:
    if store is None:
        raise TypeError("an account is withdrawn with its keys: give the key store")
    store.destroy(response.id)


def _empty(response: Response) -> None:
    """Leave in the row what counting it as withdrawn needs, and of an account no day."""
    response.state = ResponseState.WITHDRAWN
    response.organisation_name = response.content_hash = response.place_band = ""
    response.codename_lookup = None
    if response.kind == ResponseKind.ACCOUNT and response.received_on is not None:
        response.received_on = begin_week(response.received_on)


def _audit(session: Session, response: Response, now: datetime, actor: str, reason: str) -> None:
    """Of somebody's own withdrawal of an account only the day is kept."""
    is_own_act = response.kind == ResponseKind.ACCOUNT and actor == auditing.PUBLIC
    auditing.record(
        session,
        actor=actor,
        action=f"{response.kind.value} withdrawn",
        subject_kind="response",
        subject_id=response.id,
        details={"reason": reason} if reason else None,
        now=now.replace(hour=0, minute=0, second=0, microsecond=0) if is_own_act else now,
    )
