"""Open the sealed answers of accounts, where a key can be had now."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.provenance import Provenance
from consult.models.response import AccountKey
from consult.sealing.agent_client import Unwrapper
from consult.sealing.errors import Locked, SealBroken, WrongKey
from consult.sealing.keys import AccountKey as OpeningKey
from consult.sealing.payloads import Place, open_json
from consult.sealing.places import place_of_answer, place_of_coding
from consult.services.tracing import find_sealed_provenances, open_provenance
from consult.vocabulary import Bucket

BATCH = 500
Opened = TypeVar("Opened")


@dataclass(frozen=True)
class OpenedWords:
    """The values of answers by their ids, and how the account was told where that was kept."""

    values: Mapping[str, Any] = field(repr=False)
    provenance: Provenance | None


class Opener:
    """Opens accounts one by one; once told that they are locked, it asks no more in this reading."""

    def __init__(self, session: Session, response_ids: Collection[str], keys: Unwrapper | None) -> None:
        self._keys = keys
        self._wrapped = _find_wrapped(session, response_ids) if keys else {}
        self._told = find_sealed_provenances(session, response_ids) if keys else {}

    def open_answers(self, response_id: str, sealed: Mapping[str, bytes]) -> OpenedWords | Bucket:
        """Return the value of each answer by its id, or the bucket that says why none can be had."""
        told = self._told.get(response_id)
        return self._try(response_id, lambda key: _open_all(key, response_id, sealed, told))

    def open_payload(self, response_id: str, sealed: bytes, place: Place) -> Any | Bucket:
        """Open one thing that was derived from an account, or return the bucket that says why not."""
        return self._try(response_id, lambda key: open_json(key, sealed, place))

    def _try(self, response_id: str, act: Callable[[OpeningKey], Opened]) -> Opened | Bucket:
        """Do something with the key of an account, which is then forgotten."""
        wrapped = self._wrapped.get(response_id)
        if self._keys is None or wrapped is None:
            return Bucket.LOCKED
        try:
            key = self._keys.unwrap(wrapped)
            try:
                return act(key)
            finally:
                key.forget()
        except Locked:
            self._keys = None
            return Bucket.LOCKED
        except WrongKey:  # sealed for a partnership key that is not the one unlocked
            return Bucket.LOCKED
        except SealBroken:
            return Bucket.UNREADABLE


class SealedReason(Protocol):
    """A suggestion whose reason is sealed, as a query gives it."""

    @property
    def coding_id(self) -> str:
        """The coding."""

    @property
    def response_id(self) -> str:
        """The account it is about."""

    @property
    def because_sealed(self) -> bytes | None:
        """The words that caused it, sealed."""


def open_reasons(session: Session, reasons: Iterable[SealedReason], keys: Unwrapper | None) -> dict[str, str]:
    """Open why codes were suggested on accounts: by coding id, without those that cannot be opened now."""
    sealed = [(one, one.because_sealed) for one in reasons if one.because_sealed]
    wrapped = _find_wrapped(session, {one.response_id for one, _ in sealed}) if keys else {}
    opened: dict[str, str] = {}
    for one, payload in sealed:
        try:
            if keys and one.response_id in wrapped:
                key = keys.unwrap(wrapped[one.response_id])
                opened[one.coding_id] = open_json(key, payload, place_of_coding(one.coding_id, "because"))
        except (Locked, WrongKey, SealBroken):
            continue
    return opened


def get_account_key(session: Session, response_id: str, keys: Unwrapper) -> OpeningKey:
    """The opened key of one account, to seal what is derived from its words. Raises: Locked."""
    wrapped = _find_wrapped(session, [response_id]).get(response_id)
    if wrapped is None:
        raise Locked()
    return keys.unwrap(wrapped)


def _open_all(
    key: OpeningKey, response_id: str, sealed: Mapping[str, bytes], told: bytes | None
) -> OpenedWords:
    values = {id: open_json(key, payload, place_of_answer(id)) for id, payload in sealed.items()}
    return OpenedWords(values, open_provenance(key, response_id, told) if told else None)


def _find_wrapped(session: Session, response_ids: Collection[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    ids = sorted(response_ids)
    for start in range(0, len(ids), BATCH):
        wanted = AccountKey.response_id.in_(ids[start : start + BATCH])
        for row in session.execute(
            select(AccountKey.response_id, AccountKey.sealed_to_partnership).where(wanted)
        ):
            if row.sealed_to_partnership is not None:
                found[row.response_id] = row.sealed_to_partnership
    return found
