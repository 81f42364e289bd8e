"""Lock account keys anew after a rotation, one by one, so that being stopped loses nothing.

Each is replaced in a transaction of its own, and only where it still is what was read: one that was withdrawn
meanwhile stays gone. What is left is found by looking, so whoever begins again goes on where this ended.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from consult.sealing.errors import SealBroken
from consult.sealing.key_ring import KeyRing
from consult.sealing.keys import (
    PartnershipKey,
    PartnershipPublicKey,
    unwrap_account_key,
    wrap_account_key,
)

STEP = "locking experiences anew"


class SealedKey(Protocol):
    """An account's key as it is locked for the partnership."""

    @property
    def response_id(self) -> str:
        """The account."""

    @property
    def wrapped(self) -> bytes:
        """Its key, locked."""


class SealedKeys(Protocol):
    """Where account keys are kept, as rotation sees it."""

    def list_sealed_for(self, fingerprint: bytes) -> Sequence[SealedKey]:
        """Those that are locked for the key with this fingerprint."""

    def replace_partnership_wrap(self, response_id: str, expected_old: bytes, new: bytes) -> bool:
        """Exchange one; False where it is gone or was exchanged meanwhile."""


@dataclass(frozen=True)
class Resealed:
    """How many were locked anew, and how many cannot be opened and so stay as they are."""

    done: int = 0
    broken: int = 0


def reseal(keys: SealedKeys, ring: KeyRing, *, tell: Callable[[str, int, int], None]) -> Resealed:
    """Lock for the current key whatever is locked for a retiring one. tell: gets step, done and total."""
    work = [(old, one) for old in ring.retiring for one in keys.list_sealed_for(old.public_key.fingerprint)]
    done = broken = 0
    for number, (old, sealed) in enumerate(work, start=1):
        try:
            done += _reseal_one(keys, sealed, old, ring.current.public_key)
        except SealBroken:
            broken += 1
        tell(STEP, number, len(work))
    return Resealed(done, broken)


def count_sealed(keys: SealedKeys, public_key: PartnershipPublicKey) -> int:
    """How many account keys are locked for a key."""
    return len(keys.list_sealed_for(public_key.fingerprint))


def _reseal_one(keys: SealedKeys, sealed: SealedKey, old: PartnershipKey, new: PartnershipPublicKey) -> bool:
    account_key = unwrap_account_key(sealed.wrapped, old)
    try:
        wrapped = wrap_account_key(account_key, new)
        return keys.replace_partnership_wrap(sealed.response_id, sealed.wrapped, wrapped)
    finally:
        account_key.forget()
