"""A new key for the partnership: any one holder makes it, and every other holder has it at once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from consult.sealing.errors import OldShares
from consult.sealing.holder_halves import make_link, seal_share
from consult.sealing.holders import Holder
from consult.sealing.key_files import edit_key_file
from consult.sealing.key_opening import Opened, authenticate, opened
from consult.sealing.key_ring import KeyRing
from consult.sealing.key_text import KeyFile, Retiring
from consult.sealing.keys import PartnershipKey, PartnershipPublicKey, new_partnership_key


def rotate(path: Path, secret: str, *, today: date) -> PartnershipPublicKey:
    """Make a new current key; the one before is retiring until it is dropped. Gives the new public key.

    Raises: OldShares where a holder's share is of format 1, and those of opening a key file.
    """
    new = new_partnership_key()

    def change(key_file: KeyFile) -> KeyFile:
        with opened(key_file, secret) as found:
            _require_present_format(found.key_file)
            return authenticate(_give_to_all(found, new, today), new)

    try:
        edit_key_file(path, change)
        return new.public_key
    finally:
        new.forget()


def drop_retired(path: Path, ring: KeyRing, gone: set[PartnershipPublicKey]) -> None:
    """Take retiring keys out of the file for good; of what is locked for one nothing may be left."""

    def change(key_file: KeyFile) -> KeyFile:
        kept = tuple(one for one in key_file.retiring if one.public_key not in gone)
        holders = tuple(_without(holder, gone) for holder in key_file.holders)
        return authenticate(replace(key_file, retiring=kept, holders=holders), ring.current)

    edit_key_file(path, change)


def _require_present_format(key_file: KeyFile) -> None:
    old = [holder.name for holder in key_file.holders if holder.is_old]
    if old:
        raise OldShares(holders=", ".join(old))


def _give_to_all(found: Opened, new: PartnershipKey, today: date) -> KeyFile:
    key_file, before = found.key_file, found.ring.current
    retired = Retiring(key_file.public_key, key_file.created_on, today)
    return replace(
        key_file,
        public_key=new.public_key,
        created_on=today,
        holders=tuple(_give(holder, before, new) for holder in key_file.holders),
        retiring=(retired, *key_file.retiring),
    )


def _give(holder: Holder, before: PartnershipKey, new: PartnershipKey) -> Holder:
    return replace(
        holder,
        shares=(seal_share(new, holder.public_half), *holder.shares),
        links=(*holder.links, make_link(before, new.public_key, holder.public_half)),
    )


def _without(holder: Holder, gone: set[PartnershipPublicKey]) -> Holder:
    return replace(holder, shares=tuple(one for one in holder.shares if one.public_key not in gone))
