"""Give an account: sealed from its first word, under a key that only the person and the key holders reach.

While it is being written, its key is locked under a draft key that only the browser's cookie holds. When it
is sent, the key is locked for the partnership and under the return number, and the draft key opens nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import AccountKey as AccountKeyRow
from consult.models.response import Response
from consult.sealing.codenames import (
    Codename,
    derive_key,
    lookup_id,
    new_account_salt,
    new_codename,
    reopen,
)
from consult.sealing.keys import (
    AccountKey,
    DraftKey,
    PartnershipPublicKey,
    lock_under,
    new_account_key,
    new_draft_key,
    unlock_under,
    wrap_account_key,
)
from consult.sealing.payloads import SealingKey
from consult.sealing.places import place_of_account_key
from consult.sealing.stretching import INTERACTIVE, StretchCost
from consult.services.answering import start_response
from consult.services.submitting import find_by_lookup, submit
from consult.vocabulary import Channel, Purpose, ResponseKind, ResponseState
from forms.definitions import Questionnaire


@dataclass(frozen=True)
class BegunAccount:
    """A new account and the key that its browser's cookie must hold; the server keeps no copy."""

    response: Response
    draft_key: DraftKey


@dataclass(frozen=True)
class OpenedAccount:
    """An account with the key of its words, held for this request only."""

    response: Response
    key: AccountKey


def begin_account(
    session: Session,
    consultation: Consultation,
    version: QuestionnaireVersion,
    *,
    language: str,
    channel: Channel,
    submission_id: str,
    now: datetime,
) -> BegunAccount:
    """Begin an account under a new key of its own. Raises: Conflict (C205) for a submission begun before."""
    response = start_response(
        session,
        consultation,
        version,
        kind=ResponseKind.ACCOUNT,
        channel=channel,
        language=language,
        submission_id=submission_id,
        now=now,
    )
    if session.get(AccountKeyRow, response.id) is not None:
        raise Conflict("C205")
    draft_key = new_draft_key()
    locked = lock_under(draft_key, new_account_key(), place_of_account_key(response.id))
    session.add(AccountKeyRow(response_id=response.id, locked_for_person=locked))
    session.flush()
    return BegunAccount(response, draft_key)


def open_unsent(session: Session, response_id: str, draft_key: DraftKey) -> OpenedAccount:
    """Open an account that is still being written. Raises: NotFound (C207) when there is none."""
    response = session.get(Response, response_id)
    row = session.get(AccountKeyRow, response_id)
    if response is None or row is None or response.state != ResponseState.IN_PROGRESS:
        raise NotFound("C207")
    return OpenedAccount(response, _unlock(row, draft_key))


def send_account(
    session: Session,
    opened: OpenedAccount,
    questionnaire: Questionnaire,
    consents: Mapping[Purpose, bool],
    *,
    public_key: PartnershipPublicKey,
    secret_salt: bytes,
    cost: StretchCost = INTERACTIVE,
    today: date,
    now: datetime,
) -> Codename:
    """Send the account and return its number, to be shown only after the commit.

    Raises: Conflict (C202) for missing answers, (C205) when it was already sent.
    """
    codename, salt = new_codename(), new_account_salt()
    is_first = submit(
        session,
        opened.response,
        questionnaire,
        consents,
        codename=codename,
        secret_salt=secret_salt,
        key=opened.key,
        today=today,
        now=now,
    )
    if not is_first:
        raise Conflict("C205")
    row = session.get_one(AccountKeyRow, opened.response.id)
    place = place_of_account_key(opened.response.id)
    row.sealed_to_partnership = wrap_account_key(opened.key, public_key)
    row.locked_for_person = lock_under(derive_key(codename, salt, cost=cost), opened.key, place)
    row.codename_salt = salt
    session.flush()
    return codename


def reopen_account(
    session: Session, codename: Codename, *, secret_salt: bytes, cost: StretchCost = INTERACTIVE
) -> OpenedAccount:
    """Open a sent account with its number; an unknown number takes as long. Raises: NotFound (C207)."""
    reopening = reopen(codename, secret_salt, lambda lookup: _find_salt(session, lookup), cost=cost)
    response = find_by_lookup(session, reopening.lookup_id, ResponseKind.ACCOUNT)
    row = session.get(AccountKeyRow, response.id) if response else None
    if response is None or row is None:
        raise NotFound("C207")
    return OpenedAccount(response, _unlock(row, reopening.key))


def is_number_of(codename: Codename, response: Response, *, secret_salt: bytes) -> bool:
    """Whether a number typed again is the one that reopens this response."""
    return lookup_id(codename, secret_salt) == response.codename_lookup


def _find_salt(session: Session, lookup: str) -> bytes | None:
    response = find_by_lookup(session, lookup, ResponseKind.ACCOUNT)
    row = session.get(AccountKeyRow, response.id) if response else None
    return row.codename_salt if row else None


def _unlock(row: AccountKeyRow, key: SealingKey) -> AccountKey:
    return unlock_under(key, row.locked_for_person or b"", place_of_account_key(row.response_id))
