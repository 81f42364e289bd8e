"""Open the sealed answers of accounts, where a key can be had now."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from consult.sealing.errors import Locked, SealBroken, WrongKey
from consult.sealing.keys import AccountKey
from consult.sealing.payloads import open_json
from consult.sealing.places import place_of_answer, place_of_coding
from consult.services.key_keeping import AccountKeys
from consult.vocabulary import Bucket


class Opener:
    """Opens accounts one by one; once told that they are locked, it asks no more in this reading."""

    def __init__(self, keys: AccountKeys | None) -> None:
        self._keys = keys

    def open_answers(self, response_id: str, sealed: Mapping[str, bytes]) -> dict[str, Any] | Bucket:
        """Return the value of each answer by its id, or the bucket that says why none can be had."""
        try:
            key = self._keys.open_key(response_id) if self._keys else None
            return _open_all(key, sealed) if key else Bucket.LOCKED
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


def _open_all(key: AccountKey, sealed: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        return {id: open_json(key, payload, place_of_answer(id)) for id, payload in sealed.items()}
    finally:
        key.forget()
