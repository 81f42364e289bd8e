"""A holder's own key pair: locked under their secret, and what is sealed to it.

Beside the private half the holder keeps, under the same lock, which partnership key they last met. A key that
somebody else put into the file does not follow from that one, and so is noticed.
"""

from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey, SealedBox

from consult.sealing.errors import SealBroken
from consult.sealing.hidden import Hidden
from consult.sealing.holders import Link, Share
from consult.sealing.keys import PartnershipKey, PartnershipPublicKey
from consult.sealing.payloads import Place, SealingKey, open_sealed, seal

LAYOUT = 2


class HolderKey(SealingKey):
    """What a holder's secret gives; it locks their private half."""


class HolderHalf(Hidden):
    """The private half of a holder's own key pair."""

    @property
    def public_half(self) -> bytes:
        """The half that others seal to."""
        return bytes(PrivateKey(self.reveal()).public_key)


@dataclass(frozen=True)
class Known:
    """What only the holder's secret opens: their private half, and the partnership key they last met."""

    half: HolderHalf
    met: PartnershipPublicKey


def new_half() -> HolderHalf:
    """Make a key pair at random."""
    return HolderHalf(bytes(PrivateKey.generate()))


def lock_known(key: HolderKey, known: Known, name: str) -> bytes:
    """Lock a private half under what the holder's secret gives, for this holder only."""
    return seal(key, known.half.reveal() + known.met.raw, _place(name))


def find_known(key: HolderKey, locked: bytes, name: str) -> Known | None:
    """Open a private half; None if the secret is not this holder's."""
    try:
        held = open_sealed(key, locked, _place(name))
    except SealBroken:
        return None
    half = HolderHalf(held[: HolderHalf.size_bytes])
    return Known(half, PartnershipPublicKey(held[HolderHalf.size_bytes :]))


def seal_share(key: PartnershipKey, public_half: bytes) -> Share:
    """Give one of the partnership's keys to a holder; only their private half opens it."""
    return Share(key.public_key, bytes(SealedBox(PublicKey(public_half)).encrypt(key.reveal())))


def open_share(share: Share, half: HolderHalf) -> PartnershipKey:
    """Take what was given. Raises SealBroken for another holder's share, or one of another key."""
    try:
        key = PartnershipKey(SealedBox(PrivateKey(half.reveal())).decrypt(share.box))
    except (CryptoError, ValueError):
        raise SealBroken() from None
    if key.public_key != share.public_key:
        raise SealBroken()
    return key


def make_link(before: PartnershipKey, after: PartnershipPublicKey, public_half: bytes) -> Link:
    """Say to one holder that a key came after another; nobody can who does not have the one before."""
    box = Box(PrivateKey(before.reveal()), PublicKey(public_half)).encrypt(after.raw)
    return Link(before.public_key, after, bytes(box))


def follow(known: Known, links: tuple[Link, ...]) -> PartnershipPublicKey:
    """The newest key that follows from the one the holder last met; a false link leads nowhere."""
    newest = known.met
    for link in links:
        if link.before == newest and _is_true(link, known.half):
            newest = link.after
    return newest


def _is_true(link: Link, half: HolderHalf) -> bool:
    try:
        said = Box(PrivateKey(half.reveal()), PublicKey(link.before.raw)).decrypt(link.box)
    except (CryptoError, ValueError):
        return False
    return bytes(said) == link.after.raw


def _place(name: str) -> Place:
    return Place("key_holder", name, "locked_key", LAYOUT)
