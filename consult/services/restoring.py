"""Restore a backup: whole, without what was withdrawn since, or not at all.

All is made ready in new files beside the old ones: unpacked, checked, brought up to date, and reconciled with
every ledger there is. Only then do they take the place of the old ones, so that no page is ever served in
between. Keys of what was withdrawn are taken out in memory and never reach the disk again.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from consult.errors import ConfigurationError
from consult.sealing.backup_keys import BackupKey
from consult.sealing.private_files import replace_whole, write_new
from consult.services.backing_up import DATABASE, KEY_FILE, KEY_STORE, SALT, Sources
from consult.services.key_store_copies import without_keys
from consult.services.making_ready import bring_up_to_date
from consult.services.present_files import holding_present
from consult.services.putting_in_place import (
    drop_place,
    is_unfinished,
    make_place,
    put_in_place,
    require_finished,
)
from consult.services.reconciling import Times
from consult.services.sqlite_files import check_file
from consult.services.unpacking import Parts, unpack_data, unpack_keys

SET_ASIDE = ".before-restore"


@dataclass(frozen=True)
class Restored:
    """What was restored: of which day, and how many experiences of the backup stay withdrawn."""

    made_on: date
    withdrawn: int
    ledger: int


def restore(
    targets: Sources,
    instance: Path,
    parts: Parts,
    key: BackupKey | None,
    *,
    ledger: Collection[str],
    times: Times,
    now: datetime,
    reason: str = "",
) -> Restored:
    """Put a backup in place of what is there. ledger: what was withdrawn besides, such as from a list.

    parts.keys: None keeps the key store, the key file and the salt that are there.
    reason: why a part was used whose time was over; it is kept in the record.
    Raises: ConfigurationError (C011, C012, C042, C043, C045, C049), Conflict (C044, C048, C050).
    """
    require_finished(instance)
    with holding_present(targets) as present, _places(targets, instance) as places:
        header = unpack_data(parts.data, key, places)
        check_file(places[DATABASE], parts.data.name)
        stays = _keep_present(targets, places) if parts.keys is None else ()
        known = present.ledger | set(ledger)
        key_store = present.key_store if parts.keys is None else unpack_keys(parts.keys, key)
        name = parts.keys.name if parts.keys else targets.key_store.name
        if key_store is not None:
            write_new(places[KEY_STORE], without_keys(key_store, known, name))
        details = {"made_on": header.made_on.isoformat(), **({"reason": reason} if reason else {})}
        restored = bring_up_to_date(places, known, times, now, details)
        _set_aside(targets.key_file, places[KEY_FILE])
        moves = {places[part]: path for part, path in _by_name(targets).items() if part not in stays}
        put_in_place(instance, {new: old for new, old in moves.items() if new.exists()})
    return Restored(header.made_on, *restored)


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


def _set_aside(key_file: Path, new: Path) -> None:
    """A key file is never lost by restoring another: experiences may be locked for its key alone."""
    if key_file.exists() and new.exists() and key_file.read_bytes() != new.read_bytes():
        replace_whole(key_file.with_name(key_file.name + SET_ASIDE), key_file.read_bytes())
