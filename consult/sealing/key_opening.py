"""Open a key file with one holder's secret, and notice what was not changed by these commands.

Whoever opens the file checks that its public key is the one they last met or follows from it, that every
share is theirs, and that nothing else was changed: the whole text is authenticated under the private key.
"""

import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from consult.sealing.errors import HolderUnknown, KeyFileTampered, SealBroken, WrongPassphrase
from consult.sealing.holder_halves import (
    HolderHalf,
    HolderKey,
    Known,
    find_known,
    follow,
    lock_known,
    new_half,
    open_share,
    seal_share,
)
from consult.sealing.holders import Holder, HolderKind
from consult.sealing.key_ring import KeyRing
from consult.sealing.key_text import KeyFile, to_text
from consult.sealing.keys import PartnershipKey, PartnershipPublicKey
from consult.sealing.passphrases import secret_bytes
from consult.sealing.payloads import Place, open_sealed
from consult.sealing.stretching import SALT_BYTES, StretchCost, stretch

CHECK_PURPOSE = b"consult.keyfile.v2:"


@dataclass(frozen=True)
class Opened:
    """What a holder's secret opened, and the file with their share brought up to date."""

    ring: KeyRing
    holder: Holder
    key_file: KeyFile
    was_behind: bool


@contextmanager
def opened(key_file: KeyFile, secret: str, holder: str | None = None) -> Iterator[Opened]:
    """Hold the private keys for one change, then forget them.

    Raises: WrongPassphrase, HolderUnknown, KeyFileTampered.
    """
    found = open_with(key_file, secret, holder)
    try:
        yield found
    finally:
        found.ring.forget()


def open_with(key_file: KeyFile, secret: str, holder: str | None = None) -> Opened:
    """Open with the secret of one named holder, or of any; who calls forgets the keys."""
    holders = key_file.holders if holder is None else (get_holder(key_file, holder),)
    for one in holders:
        key = HolderKey(stretch(secret_bytes(secret), one.salt, one.cost))
        found = _try_old(key_file, one, key) if one.is_old else _try(key_file, one, key)
        if found is not None:
            return found
    raise WrongPassphrase()


def get_holder(key_file: KeyFile, name: str) -> Holder:
    """Give the holder of that name, or raise HolderUnknown."""
    share = key_file.find_holder(name)
    if share is None:
        raise HolderUnknown(holder=name)
    return share


def make_holder(ring: KeyRing, name: str, kind: HolderKind, secret: str, cost: StretchCost) -> Holder:
    """Make a holder with a new key pair under their secret, and give them every key."""
    salt = secrets.token_bytes(SALT_BYTES)
    key = HolderKey(stretch(secret_bytes(secret), salt, cost))
    return _give(ring, Holder(name, kind, salt, cost, b""), key, new_half())


def authenticate(key_file: KeyFile, private_key: PartnershipKey) -> KeyFile:
    """The key file with the check that only somebody with the private key can make."""
    return replace(key_file, check=_compute_check(key_file, private_key))


def replace_holder(key_file: KeyFile, new: Holder) -> KeyFile:
    """The key file with the holder of that name exchanged."""
    return replace(key_file, holders=tuple(new if one.name == new.name else one for one in key_file.holders))


def _try(key_file: KeyFile, holder: Holder, key: HolderKey) -> Opened | None:
    known = find_known(key, holder.locked_key, holder.name)
    if known is None:
        return None
    if known.half.public_half != holder.public_half:
        raise KeyFileTampered(reason=f"the public half of {holder.name} is not theirs")
    if follow(known, holder.links) != key_file.public_key:
        raise KeyFileTampered(reason=f"its key does not follow from the one that {holder.name} last met")
    ring = KeyRing(
        _take(holder, key_file.public_key, known),
        tuple(_take(holder, one.public_key, known) for one in key_file.retiring),
    )
    _require_unchanged(key_file, ring.current)
    if known.met == key_file.public_key and not holder.links:
        return Opened(ring, holder, key_file, was_behind=False)
    return _bring_up_to_date(key_file, ring, _give(ring, holder, key, known.half))


def _try_old(key_file: KeyFile, holder: Holder, key: HolderKey) -> Opened | None:
    """Format 1: the private key itself is locked; the place names the public key, so none is exchanged."""
    place = Place("partnership_key", key_file.public_key.raw.hex(), holder.name, 1)
    try:
        ring = KeyRing(PartnershipKey(open_sealed(key, holder.locked_key, place)))
    except (SealBroken, ValueError):
        return None
    if key_file.check or key_file.retiring or not all(one.is_old for one in key_file.holders):
        _require_unchanged(key_file, ring.current)
    return _bring_up_to_date(key_file, ring, _give(ring, holder, key, new_half()))


def _bring_up_to_date(key_file: KeyFile, ring: KeyRing, holder: Holder) -> Opened:
    renewed = authenticate(replace_holder(key_file, holder), ring.current)
    return Opened(ring, holder, renewed, was_behind=True)


def _give(ring: KeyRing, holder: Holder, key: HolderKey, half: HolderHalf) -> Holder:
    """The holder with every key sealed to this half, which remembers the current one as met."""
    return replace(
        holder,
        locked_key=lock_known(key, Known(half, ring.current.public_key), holder.name),
        public_half=half.public_half,
        shares=tuple(seal_share(one, half.public_half) for one in ring.keys),
        links=(),
    )


def _take(holder: Holder, public_key: PartnershipPublicKey, known: Known) -> PartnershipKey:
    share = holder.find_share(public_key)
    try:
        if share is not None:
            return open_share(share, known.half)
    except SealBroken:
        pass
    raise KeyFileTampered(reason=f"what is sealed to {holder.name} is not theirs")


def _require_unchanged(key_file: KeyFile, private_key: PartnershipKey) -> None:
    if not hmac.compare_digest(key_file.check, _compute_check(key_file, private_key)):
        raise KeyFileTampered(reason="something in it is not as it was written")


def _compute_check(key_file: KeyFile, private_key: PartnershipKey) -> bytes:
    key = hmac.digest(private_key.reveal(), CHECK_PURPOSE, "sha256")
    return hmac.digest(key, to_text(replace(key_file, check=b"")), "sha256")
