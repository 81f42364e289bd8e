"""Open the sealed answers of accounts, where a key can be had now."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from consult.models.provenance import Provenance
from consult.sealing.errors import Locked, SealBroken, WrongKey
from consult.sealing.keys import AccountKey
from consult.sealing.payloads import Place, open_json
from consult.sealing.places import place_of_coding
from consult.services.experiences.tracing import find_sealed_provenances, open_provenance
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.sealed_answers import open_answer
from consult.vocabulary import Bucket

Opened = TypeVar("Opened")


@dataclass(frozen=True)
class Sealed:
    """The words of an answer, sealed, and the revision that they are in."""

    payload: bytes = field(repr=False)
    revision_id: str | None


@dataclass(frozen=True)
class OpenedWords:
    """The values of answers by their ids, and how the account was told where that was kept."""

    values: Mapping[str, Any] = field(repr=False)
    provenance: Provenance | None


class Opener:
    """Opens accounts one by one; once told that they are locked, it asks no more in this reading."""

    def __init__(self, session: Session, response_ids: Collection[str], keys: AccountKeys | None) -> None:
        self._keys = keys
        self._told = find_sealed_provenances(session, response_ids) if keys else {}

    def open_answers(self, response_id: str, sealed: Mapping[str, Sealed]) -> OpenedWords | Bucket:
        """Return the value of each answer by its id, or the bucket that says why none can be had."""
        told = self._told.get(response_id)
        return self._try(response_id, lambda key: _open_all(key, response_id, sealed, told))

    def open_payload(self, response_id: str, sealed: bytes, place: Place) -> Any | Bucket:
        """Open one thing that was derived from an account, or return the bucket that says why not."""
        return self._try(response_id, lambda key: open_json(key, sealed, place))

    def open_payloads(
        self, response_id: str, sealed: Mapping[str, tuple[bytes, Place]]
    ) -> Mapping[str, Any] | Bucket:
        """Open several such things with the key unwrapped once, by their names; all of them or none."""
        return self._try(
            response_id, lambda key: {name: open_json(key, *one) for name, one in sealed.items()}
        )

    def _try(self, response_id: str, act: Callable[[AccountKey], Opened]) -> Opened | Bucket:
        """Do something with the key of an account, which is then forgotten."""
        try:
            key = self._keys.open_key(response_id) if self._keys else None
            if key is None:
                return Bucket.LOCKED
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


def open_reasons(reasons: Iterable[SealedReason], keys: AccountKeys | None) -> dict[str, str]:
    """Open why codes were suggested on accounts: by coding id, without those that cannot be opened now."""
    opened: dict[str, str] = {}
    for one in reasons if keys else ():
        try:
            key = keys.open_key(one.response_id) if keys and one.because_sealed else None
            if key and one.because_sealed:
                place = place_of_coding(one.coding_id, "because")
                opened[one.coding_id] = open_json(key, one.because_sealed, place)
        except (Locked, WrongKey, SealBroken):
            continue
    return opened


def get_account_key(response_id: str, keys: AccountKeys) -> AccountKey:
    """The opened key of one account, to seal what is derived from its words. Raises: Locked."""
    key = keys.open_key(response_id)
    if key is None:
        raise Locked()
    return key


def _open_all(
    key: AccountKey, response_id: str, sealed: Mapping[str, Sealed], told: bytes | None
) -> OpenedWords:
    values = {id: open_answer(key, one.payload, id, one.revision_id) for id, one in sealed.items()}
    return OpenedWords(values, open_provenance(key, response_id, told) if told else None)
