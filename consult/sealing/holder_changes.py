"""Who can unlock: every change is made by somebody whose own secret opens the key file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from consult.sealing.errors import HolderExists, LastHolder
from consult.sealing.holders import Holder, HolderKind
from consult.sealing.key_files import edit_key_file
from consult.sealing.key_opening import Opened, authenticate, get_holder, make_holder, opened, replace_holder
from consult.sealing.key_text import KeyFile
from consult.sealing.passphrases import new_recovery_key, require_strong
from consult.sealing.stretching import MODERATE, StretchCost

RECOVERY_KEY_NAME = "recovery key"


def change_passphrase(
    path: Path, holder: str, secret: str, new_passphrase: str, *, cost: StretchCost = MODERATE
) -> None:
    """Change one holder's passphrase and key pair; the old ones stop working, others notice nothing."""
    require_strong(new_passphrase)

    def change(found: Opened) -> KeyFile:
        changed = make_holder(found.ring, holder, HolderKind.PASSPHRASE, new_passphrase, cost)
        return replace_holder(found.key_file, changed)

    edit_key_file(path, lambda key_file: _changed(key_file, secret, change, holder))


def add_holder(
    path: Path, secret: str, new_holder: str, new_passphrase: str, *, cost: StretchCost = MODERATE
) -> None:
    """Let another person unlock with a passphrase of their own."""
    require_strong(new_passphrase)
    _add(path, secret, new_holder, HolderKind.PASSPHRASE, new_passphrase, cost)


def add_recovery_key(
    path: Path, secret: str, name: str = RECOVERY_KEY_NAME, *, cost: StretchCost = MODERATE
) -> str:
    """Make a recovery key, to be printed and kept in a safe; it is returned once and stored nowhere."""
    recovery_key = new_recovery_key()
    _add(path, secret, name, HolderKind.RECOVERY, recovery_key, cost)
    return recovery_key


def renew_recovery_key(path: Path, secret: str, *, cost: StretchCost = MODERATE) -> str:
    """Make a recovery key in place of every earlier one, which stop working; it is returned once."""
    recovery_key = new_recovery_key()

    def change(found: Opened) -> KeyFile:
        new = make_holder(found.ring, RECOVERY_KEY_NAME, HolderKind.RECOVERY, recovery_key, cost)
        return replace(found.key_file, holders=(*_list_people(found.key_file), new))

    def apply(key_file: KeyFile) -> KeyFile:
        if any(held.name == RECOVERY_KEY_NAME for held in _list_people(key_file)):
            raise HolderExists(holder=RECOVERY_KEY_NAME)
        return _changed(key_file, secret, change)

    edit_key_file(path, apply)
    return recovery_key


def remove_holder(path: Path, secret: str, holder: str) -> None:
    """Take a holder out of the file. Old copies of the file still open, until the key is rotated."""

    def change(found: Opened) -> KeyFile:
        removed = get_holder(found.key_file, holder)
        if len(found.key_file.holders) == 1:
            raise LastHolder(holder=holder)
        kept = tuple(held for held in found.key_file.holders if held is not removed)
        return replace(found.key_file, holders=kept)

    edit_key_file(path, lambda key_file: _changed(key_file, secret, change))


def _add(path: Path, secret: str, name: str, kind: HolderKind, new_secret: str, cost: StretchCost) -> None:
    def change(found: Opened) -> KeyFile:
        new = make_holder(found.ring, name, kind, new_secret, cost)
        return replace(found.key_file, holders=(*found.key_file.holders, new))

    def apply(key_file: KeyFile) -> KeyFile:
        if key_file.find_holder(name):
            raise HolderExists(holder=name)
        return _changed(key_file, secret, change)

    edit_key_file(path, apply)


def _changed(
    key_file: KeyFile, secret: str, change: Callable[[Opened], KeyFile], holder: str | None = None
) -> KeyFile:
    """The key file opened with a secret, changed, and authenticated anew."""
    with opened(key_file, secret, holder) as found:
        return authenticate(change(found), found.ring.current)


def _list_people(key_file: KeyFile) -> list[Holder]:
    return [held for held in key_file.holders if held.kind is not HolderKind.RECOVERY]
