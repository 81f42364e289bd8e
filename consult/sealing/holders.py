"""Key holders as the key file has them: who they are, and what is sealed to them.

A holder has a key pair of their own: its public half in clear, its private half locked under their
passphrase or recovery key. So the partnership's key can be given to them without their secret, and taken
from one of them without the others'. Format 1 had the private key itself locked under each secret instead.
"""

from dataclasses import dataclass
from enum import StrEnum

from consult.sealing.keys import PartnershipPublicKey
from consult.sealing.stretching import StretchCost

OLD_FORMAT, PRESENT_FORMAT = 1, 2


class HolderKind(StrEnum):
    """How a holder opens their private half."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the kind of a secret, not one
    RECOVERY = "recovery"


@dataclass(frozen=True)
class Share:
    """One of the partnership's private keys, sealed to a holder's public half."""

    public_key: PartnershipPublicKey
    box: bytes


@dataclass(frozen=True)
class Link:
    """That one partnership key came after another, said to one holder with the key before."""

    before: PartnershipPublicKey
    after: PartnershipPublicKey
    box: bytes


@dataclass(frozen=True)
class Holder:
    """One holder: who, how, their locked private half, and what is sealed to the public one.

    In format 1 `public_half` is empty and `locked_key` is the partnership's private key.
    """

    name: str
    kind: HolderKind
    salt: bytes
    cost: StretchCost
    locked_key: bytes
    public_half: bytes = b""
    shares: tuple[Share, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def format(self) -> int:
        """Which format this holder's share has."""
        return PRESENT_FORMAT if self.public_half else OLD_FORMAT

    @property
    def is_old(self) -> bool:
        """Whether the partnership's key can be given to them only together with their secret."""
        return self.format == OLD_FORMAT

    def find_share(self, public_key: PartnershipPublicKey) -> Share | None:
        """What is sealed to them of one key."""
        return next((share for share in self.shares if share.public_key == public_key), None)
