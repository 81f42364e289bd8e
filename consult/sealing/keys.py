"""The partnership's key pair and the account keys locked with it.

The public key is in clear and can only lock. The private key exists in clear only in memory: in the key
agent's, or in that of a command a key holder is running.
"""

import hashlib
import secrets
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from consult.sealing.errors import SealBroken, WrongKey
from consult.sealing.hidden import Hidden
from consult.sealing.payloads import Place, SealingKey, open_sealed, seal

WRAP_FORMAT = b"\x01"
FINGERPRINT_BYTES = 8
SEALED_BOX_OVERHEAD_BYTES = 48
WRAPPED_BYTES = len(WRAP_FORMAT) + FINGERPRINT_BYTES + SEALED_BOX_OVERHEAD_BYTES + 32


class AccountKey(SealingKey):
    """The one key under which everything of one account is sealed; it dies with the account."""


class DraftKey(SealingKey):
    """Seals an unfinished account; only the person's browser holds it."""


@dataclass(frozen=True)
class PartnershipPublicKey:
    """Locks account keys. Not a secret: whoever has it can add accounts, not read them."""

    raw: bytes

    @property
    def fingerprint(self) -> bytes:
        """Tell one partnership key from another, such as before and after rotation."""
        return hashlib.blake2b(self.raw, digest_size=FINGERPRINT_BYTES, person=b"consult.key").digest()


class PartnershipKey(Hidden):
    """The private key of the partnership. Whoever has it can read every account."""

    @property
    def public_key(self) -> PartnershipPublicKey:
        """The half that locks."""
        return PartnershipPublicKey(bytes(PrivateKey(self.reveal()).public_key))


def new_partnership_key() -> PartnershipKey:
    """Make a key pair at random."""
    return PartnershipKey(bytes(PrivateKey.generate()))


def new_account_key() -> AccountKey:
    """Make the key of one account at random."""
    return AccountKey(secrets.token_bytes(AccountKey.size_bytes))


def new_draft_key() -> DraftKey:
    """Make the key of one unfinished account at random."""
    return DraftKey(secrets.token_bytes(DraftKey.size_bytes))


def wrap_account_key(account_key: AccountKey, public_key: PartnershipPublicKey) -> bytes:
    """Lock an account's key for the partnership; whoever did it cannot undo it."""
    box = SealedBox(PublicKey(public_key.raw)).encrypt(account_key.reveal())
    return WRAP_FORMAT + public_key.fingerprint + bytes(box)


def unwrap_account_key(wrapped: bytes, private_key: PartnershipKey) -> AccountKey:
    """Unlock an account's key. Raises WrongKey for another partnership key, SealBroken for damage."""
    if len(wrapped) != WRAPPED_BYTES or wrapped[:1] != WRAP_FORMAT:
        raise SealBroken()
    if fingerprint_of(wrapped) != private_key.public_key.fingerprint:
        raise WrongKey()
    try:
        box = bytes(wrapped[1 + FINGERPRINT_BYTES :])
        return AccountKey(SealedBox(PrivateKey(private_key.reveal())).decrypt(box))
    except CryptoError:
        raise SealBroken() from None


def fingerprint_of(wrapped: bytes) -> bytes:
    """Say for which partnership key an account key was wrapped, without opening it."""
    return bytes(wrapped[1 : 1 + FINGERPRINT_BYTES])


def lock_under(key: SealingKey, account_key: AccountKey, place: Place) -> bytes:
    """Lock an account's key under another, such as the one its return number gives."""
    return seal(key, account_key.reveal(), place)


def unlock_under(key: SealingKey, locked: bytes, place: Place) -> AccountKey:
    """Unlock what lock_under locked for the same place, or raise SealBroken."""
    held = open_sealed(key, locked, place)
    if len(held) != AccountKey.size_bytes:
        raise SealBroken()
    return AccountKey(held)
