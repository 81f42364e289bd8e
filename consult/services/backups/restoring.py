"""Restore a backup: whole, without what was withdrawn since, or not at all.

All is made ready in new files beside the old ones: unpacked, checked, brought up to date, and reconciled with
every ledger there is. Only then do they take the place of the old ones, so that no page is ever served in
between. Keys of what was withdrawn are taken out in memory and never reach the disk again.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from consult.errors import ConfigurationError, Conflict
from consult.sealing.backup_keys import BackupKey
from consult.sealing.errors import KeyFileBroken
from consult.sealing.key_files import read_key_file
from consult.sealing.keys import PartnershipPublicKey
from consult.sealing.private_files import replace_whole, write_new
from consult.services.backups.backing_up import DATABASE, KEY_FILE, KEY_STORE, SALT
from consult.services.backups.making_ready import Knowledge, bring_up_to_date
from consult.services.backups.present_files import Present, holding_present
from consult.services.backups.putting_in_place import (
    drop_place,
    is_unfinished,
    make_place,
    put_in_place,
    require_finished,
)
from consult.services.backups.sources import Sources
from consult.services.backups.sqlite_files import check_file, find_sent
from consult.services.backups.unpacking import Parts, unpack_data, unpack_keys
from consult.services.keys.comparing import Times
from consult.services.keys.key_store_copies import list_known, without_keys
from consult.services.keys.unknown_withdrawals import SINCE
from consult.told import Told

SET_ASIDE = ".before-restore"
FROM_BACKUP = ".from-backup"


@dataclass(frozen=True)
class Restored:
    """What was restored: of which day, how many experiences of the backup stay withdrawn, and were changed.

    unknown_since: since when nobody knows what was withdrawn; None where this installation's key store says.
    beside: the backup's own key file, where the one here stays and lacks a key that is in it.
    """

    made_on: date
    withdrawn: Told
    ledger: int
    changed: Told
    unknown_since: date | None = None
    beside: Path | None = None


@dataclass(frozen=True)
class Lists:
    """What lists say was withdrawn, and the day of the newest; or that there is none, knowingly."""

    ids: frozenset[str] = frozenset()
    newest_on: date | None = None
    is_without: bool = False


def restore(
    targets: Sources,
    instance: Path,
    parts: Parts,
    key: BackupKey | None,
    *,
    lists: Lists,
    times: Times,
    now: datetime,
    reason: str = "",
) -> Restored:
    """Put a backup in place of what is there.

    parts.keys: None keeps the key store, the key file and the salt that are there.
    reason: why a part was used whose time was over; it is kept in the record.
    Raises: ConfigurationError (C011, C012, C042, C043, C045, C049), Conflict (C044, C048, C050, C054, C055).
    """
    require_finished(instance)
    keeps_keys = parts.keys is None
    with (
        holding_present(targets, keeps_keys=keeps_keys) as present,
        _places(targets, instance) as places,
    ):
        header = unpack_data(parts.data, key, places)
        check_file(places[DATABASE], parts.data.name)
        stays = _keep_present(targets, places) if parts.keys is None else ()
        unknown_since = _find_unknown(targets, places, present, lists, header.made_on)
        known = present.ledger | lists.ids
        key_store = present.key_store if parts.keys is None else unpack_keys(parts.keys, key)
        name = parts.keys.name if parts.keys else targets.key_store.name
        if key_store is not None:
            write_new(places[KEY_STORE], without_keys(key_store, known, name))
        details = _describe(header.made_on, unknown_since, reason)
        restored = bring_up_to_date(places, Knowledge(known, present.changes), times, now, details)
        beside = _keep_both(targets.key_file, places[KEY_FILE], stays=KEY_FILE in stays)
        moves = {places[part]: path for part, path in _by_name(targets).items() if part not in stays}
        put_in_place(instance, {new: old for new, old in moves.items() if new.exists()}, present.held)
    return Restored(header.made_on, *restored, unknown_since, beside)


@contextmanager
def _places(targets: Sources, instance: Path) -> Iterator[dict[str, Path]]:
    """Where the new files are made ready; nothing of them stays unless it is to be finished."""
    made = {name: make_place(path) for name, path in _by_name(targets).items()}
    try:
        yield made
    finally:
        if not is_unfinished(instance):
            for new in made.values():
                drop_place(new)


def _find_unknown(
    targets: Sources, places: Mapping[str, Path], present: Present, lists: Lists, made_on: date
) -> date | None:
    """Since when withdrawals are not known. Raises: Conflict (C054) where nothing says what was withdrawn.

    A key store beside another salt is another installation's, such as one that was just set up; and one that
    never heard of any experience of the backup was begun anew.
    """
    is_own = _read(targets.salt) == _read(places[SALT]) and _knows_any(targets, places, present)
    newest_on = lists.newest_on or date.min
    if not (is_own or newest_on >= made_on or lists.is_without):
        raise Conflict("C054", made_on=made_on.isoformat())
    days = [present.unknown_since, None if is_own else max(newest_on, made_on)]
    return min((day for day in days if day), default=None)


def _knows_any(targets: Sources, places: Mapping[str, Path], present: Present) -> bool:
    if present.key_store is None:
        return False
    sent, known = find_sent(places[DATABASE]), list_known(present.key_store, targets.key_store.name)
    return not sent or bool(sent & known)


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _describe(made_on: date, unknown_since: date | None, reason: str) -> dict[str, str]:
    details = {"made_on": made_on.isoformat(), "reason": reason}
    details[SINCE] = unknown_since.isoformat() if unknown_since else ""
    return {name: value for name, value in details.items() if value}


def _by_name(targets: Sources) -> Mapping[str, Path]:
    return {
        DATABASE: targets.database,
        KEY_STORE: targets.key_store,
        KEY_FILE: targets.key_file,
        SALT: targets.salt,
    }


def _keep_present(targets: Sources, places: Mapping[str, Path]) -> tuple[str, ...]:
    """Which files stay beside a key store that stays. Raises: ConfigurationError (C045) for another salt."""
    salts = [path.read_bytes() for path in (targets.salt, places[SALT]) if path.exists()]
    if len(set(salts)) > 1:
        raise ConfigurationError("C045", name=targets.salt.name)
    return tuple(part for part in (KEY_FILE, SALT) if _by_name(targets)[part].exists())


def _keep_both(key_file: Path, new: Path, *, stays: bool) -> Path | None:
    """A key file is never lost by restoring another: something may be locked for its key alone.

    Where the one here stays, the backup's is kept beside it only for a key that is not in it: it may have
    holders who were taken off since.
    """
    if not (key_file.exists() and new.exists()) or key_file.read_bytes() == new.read_bytes():
        return None
    if not stays:
        replace_whole(key_file.with_name(key_file.name + SET_ASIDE), key_file.read_bytes())
        return None
    if _list_keys(new) <= _list_keys(key_file):
        return None
    beside = key_file.with_name(key_file.name + FROM_BACKUP)
    replace_whole(beside, new.read_bytes())
    return beside


def _list_keys(path: Path) -> set[PartnershipPublicKey]:
    try:
        found = read_key_file(path)
    except KeyFileBroken:
        return set()
    return {found.public_key, *(one.public_key for one in found.retiring)}
