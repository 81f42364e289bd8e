"""Withdraw a return in its sender's place, on request, with the reason on record."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.response import Response
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.reaching import Reach
from consult.vocabulary import ResponseState


def withdraw_on_request(
    session: Session,
    response: Response,
    *,
    store: KeyStore | None = None,
    reason: str,
    actor: str,
    now: datetime,
) -> Reach:
    """Withdraw a return that was received; its words are deleted. Raises: Conflict (C216) for any other.

    store: the key store; needed for an account. reason: who asked and how; never anything of the answers.
    Returns: what used the words.
    """
    session.refresh(response, with_for_update=True)
    if response.state is not ResponseState.SUBMITTED:
        raise Conflict("C216", state=response.state.value.replace("_", " "))
    return withdraw(session, response, store=store, actor=actor, now=now, reason=reason)
