"""Key holders: each has the partnership's private key locked under a secret of their own."""

import secrets
from dataclasses import dataclass
from enum import StrEnum

from consult.sealing.errors import SealBroken
from consult.sealing.keys import PartnershipKey, PartnershipPublicKey
from consult.sealing.passphrases import secret_bytes
from consult.sealing.payloads import Place, SealingKey, open_sealed, seal
from consult.sealing.stretching import SALT_BYTES, StretchCost, stretch


class HolderKind(StrEnum):
    """How a holder opens their share."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the kind of a secret, not one
    RECOVERY = "recovery"


class HolderKey(SealingKey):
    """What a holder's secret gives; it locks their share of the private key."""


@dataclass(frozen=True)
class Holder:
    """One share: who, how, and the private key locked for them."""

    name: str
    kind: HolderKind
    salt: bytes
    cost: StretchCost
    locked_key: bytes


def lock_for_holder(
    private_key: PartnershipKey, name: str, kind: HolderKind, secret: str, cost: StretchCost
) -> Holder:
    """Lock the private key under one holder's secret, for that holder and this key pair only."""
    salt = secrets.token_bytes(SALT_BYTES)
    key = HolderKey(stretch(secret_bytes(secret), salt, cost))
    locked = seal(key, private_key.reveal(), _place(private_key.public_key, name))
    return Holder(name, kind, salt, cost, locked)


def find_private_key(holder: Holder, secret: str, public_key: PartnershipPublicKey) -> PartnershipKey | None:
    """Unlock a holder's share; None if the secret is not theirs or the share is not of this key pair."""
    key = HolderKey(stretch(secret_bytes(secret), holder.salt, holder.cost))
    try:
        # The place names the public key: one exchanged in the file would lock new accounts for somebody else.
        return PartnershipKey(open_sealed(key, holder.locked_key, _place(public_key, holder.name)))
    except (SealBroken, ValueError):
        return None


def _place(public_key: PartnershipPublicKey, name: str) -> Place:
    return Place("partnership_key", public_key.raw.hex(), name, 1)
