"""Give an account: sealed from its first word, under a key that only the person and the key holders reach.

While it is being written, its key is locked under a draft key that only the browser's cookie holds. When it
is sent, the key is locked for the partnership and under the return number, and the draft key opens nothing.
The locked keys lie in the key store, written durably before the data; the draft's wrap goes after.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.consultation import Consultation
from consult.models.provenance import SELF_TOLD, Provenance
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.region import SubRegion
from consult.models.response import Response
from consult.sealing.codenames import Codename, Reopening, StretchedCodename, new_codename
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
from consult.services.experiences.tracing import keep_provenance
from consult.services.keeping.erasing import erase_unsent
from consult.services.keys.key_keeping import KeyStore, Wrap
from consult.services.returns.answering import list_own_answers, start_response
from consult.services.returns.submitting import find_by_lookup, submit
from consult.vocabulary import Channel, Purpose, ResponseKind, ResponseState, WrapKind
from forms.definitions import Questionnaire

PLACE_QUESTION = "area"
"""Where an account's questionnaire asks for the area, its choices are named by the keys of sub-regions."""


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
    store: KeyStore,
    consultation: Consultation,
    version: QuestionnaireVersion,
    *,
    language: str,
    channel: Channel,
    submission_id: str,
    provenance: Provenance = SELF_TOLD,
    today: date,
    now: datetime,
) -> BegunAccount:
    """Begin an account under a new key of its own. Raises: Conflict (C205) for a submission begun before.

    provenance: how it comes to be told as far as that is known now; RELAYED where a group passes it on.
    """
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
    draft_key, key = new_draft_key(), new_account_key()
    store.begin(response.id, lock_under(draft_key, key, place_of_account_key(response.id)), today=today)
    keep_provenance(session, response.id, key, provenance)
    return BegunAccount(response, draft_key)


def open_unsent(session: Session, store: KeyStore, response_id: str, draft_key: DraftKey) -> OpenedAccount:
    """Open an account that is still being written. Raises: NotFound (C207) when there is none."""
    response = session.get(Response, response_id)
    if response is None or response.state != ResponseState.IN_PROGRESS:
        raise NotFound("C207")
    return _open(response, store.find(response.id, WrapKind.DRAFT), draft_key)


def note_writing(store: KeyStore, response: Response, *, today: date) -> None:
    """Keep the day on which an account was last being written, until it is sent; never a finer time."""
    store.note_saved(response.id, today=today)


def discard_account(session: Session, store: KeyStore, response_id: str, draft_key: DraftKey) -> None:
    """Delete an account that is still being written, with its key first, because its writer says so.

    The record says nothing of it: an entry would say when. Raises: NotFound (C207) when there is none.
    """
    open_unsent(session, store, response_id, draft_key)
    unsent = (Response.id == response_id, Response.state == ResponseState.IN_PROGRESS)
    if session.scalars(select(Response.id).where(*unsent).with_for_update()).one_or_none() is None:
        raise NotFound("C207")
    store.destroy(response_id)
    erase_unsent(session, response_id)
    session.expire_all()


def draw_number() -> Codename:
    """Draw the return number of an account; the caller keeps it where a repeated send finds it again."""
    return new_codename()


def nothing_more() -> None:
    """What belongs to sending where no group passed it on, and no card was used."""


def send_account(
    session: Session,
    store: KeyStore,
    opened: OpenedAccount,
    questionnaire: Questionnaire,
    consents: Mapping[Purpose, bool],
    *,
    number: StretchedCodename,
    public_key: PartnershipPublicKey,
    finish: Callable[[], bytes | None] = nothing_more,
    today: date,
    now: datetime,
) -> bool:
    """Send the account under its number, to be shown only after the commit; False when it was already sent.

    The keys are written last: whatever is refused before leaves none of them. The caller forgets the draft's
    wrap once all is committed (forget_draft): not before, or a crash between would leave an account that is
    neither sent nor can be written on.
    consents: beside those given before. number: of one drawn and dropped where nobody will come back.
    finish: does what else belongs to sending, and may refuse it; gives the key as locked for a group, if so.
    Raises: Conflict (C202) for missing answers, (C204) while two versions of an answer stand.
    """
    response = opened.response
    place_band = _find_place_band(session, opened, questionnaire)
    is_first = submit(
        session,
        response,
        questionnaire,
        consents,
        lookup=number.lookup_id,
        key=opened.key,
        today=today,
        now=now,
    )
    if is_first:
        response.place_band = place_band
        for_group = finish()
        session.flush()
        _lock_for_good(store, opened, number, public_key, for_group)
    return is_first


def note_place(session: Session, opened: OpenedAccount, questionnaire: Questionnaire) -> None:
    """Keep the part of the region as it is answered now."""
    opened.response.place_band = _find_place_band(session, opened, questionnaire)
    session.flush()


def forget_draft(store: KeyStore, response_id: str) -> None:
    """Let the draft key open nothing any more, once it is durable that the account was sent."""
    store.drop((response_id,), (WrapKind.DRAFT,))


def reopen_account(session: Session, store: KeyStore, reopening: Reopening) -> OpenedAccount:
    """Open a sent account with what its number gave (sealing.codenames.reopen). Raises: NotFound (C207)."""
    response = find_by_lookup(session, reopening.lookup_id, ResponseKind.ACCOUNT)
    # As in find_account_salt, an unknown number costs the same look into the store.
    wrap = store.find(response.id if response else reopening.lookup_id, WrapKind.PERSON)
    return _open(response, wrap, reopening.key)


def find_account_salt(session: Session, store: KeyStore, lookup: str) -> bytes | None:
    """The salt with which a number gives the key of its account; None where no account has the number."""
    response = find_by_lookup(session, lookup, ResponseKind.ACCOUNT)
    # The store is looked into for an unknown number too, so that it takes as long.
    wrap = store.find(response.id if response else lookup, WrapKind.PERSON)
    return wrap.salt if wrap else None


def _open(response: Response | None, wrap: Wrap | None, key: SealingKey) -> OpenedAccount:
    if response is None or wrap is None:
        raise NotFound("C207")
    return OpenedAccount(response, unlock_under(key, wrap.wrapped, place_of_account_key(response.id)))


def _lock_for_good(
    store: KeyStore,
    opened: OpenedAccount,
    number: StretchedCodename,
    public_key: PartnershipPublicKey,
    for_group: bytes | None,
) -> None:
    """Lock the key for the partnership and under the number, before the data says that it was sent."""
    locked = lock_under(number.key, opened.key, place_of_account_key(opened.response.id))
    sealed = wrap_account_key(opened.key, public_key)
    store.lock_for_good(opened.response.id, sealed, locked, number.salt, for_group=for_group)


def _find_place_band(session: Session, opened: OpenedAccount, questionnaire: Questionnaire) -> str:
    """The part of the region that was chosen, if any: the one answer that is also kept in clear."""
    asked = [question.id for question in questionnaire.questions() if question.kind == "select_one"]
    own = list_own_answers(session, opened.response, opened.key) if PLACE_QUESTION in asked else []
    chosen = next((one.value for one in own if one.question_id == PLACE_QUESTION), None)
    known = session.scalars(select(SubRegion.key).where(SubRegion.key == chosen)).one_or_none()
    return known or ""
