"""Who can unlock: every change is made by somebody whose own secret opens the key file."""

from dataclasses import replace
from pathlib import Path

from consult.sealing.errors import HolderExists, LastHolder
from consult.sealing.holders import Holder, HolderKind, lock_for_holder
from consult.sealing.key_files import edit_key_file, get_holder, opened
from consult.sealing.key_text import KeyFile
from consult.sealing.passphrases import new_recovery_key, require_strong
from consult.sealing.stretching import MODERATE, StretchCost

RECOVERY_KEY_NAME = "recovery key"


def change_passphrase(
    path: Path, holder: str, secret: str, new_passphrase: str, *, cost: StretchCost = MODERATE
) -> None:
    """Change one holder's passphrase; the old one stops working, other holders notice nothing."""
    require_strong(new_passphrase)

    def change(key_file: KeyFile) -> KeyFile:
        with opened(key_file, secret, holder) as (private_key, share):
            changed = lock_for_holder(private_key, share.name, HolderKind.PASSPHRASE, new_passphrase, cost)
        return _with_holders(key_file, [changed if held is share else held for held in key_file.holders])

    edit_key_file(path, change)


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

    def change(key_file: KeyFile) -> KeyFile:
        kept = [held for held in key_file.holders if held.kind is not HolderKind.RECOVERY]
        if any(held.name == RECOVERY_KEY_NAME for held in kept):
            raise HolderExists(holder=RECOVERY_KEY_NAME)
        with opened(key_file, secret) as (private_key, _):
            share = lock_for_holder(private_key, RECOVERY_KEY_NAME, HolderKind.RECOVERY, recovery_key, cost)
        return _with_holders(key_file, [*kept, share])

    edit_key_file(path, change)
    return recovery_key


def remove_holder(path: Path, secret: str, holder: str) -> None:
    """Take a holder's share out of the file. Old copies of the file still open."""

    def change(key_file: KeyFile) -> KeyFile:
        with opened(key_file, secret):
            removed = get_holder(key_file, holder)
        if len(key_file.holders) == 1:
            raise LastHolder(holder=holder)
        return _with_holders(key_file, [held for held in key_file.holders if held is not removed])

    edit_key_file(path, change)


def _add(path: Path, secret: str, name: str, kind: HolderKind, new_secret: str, cost: StretchCost) -> None:
    def change(key_file: KeyFile) -> KeyFile:
        if key_file.find_holder(name):
            raise HolderExists(holder=name)
        with opened(key_file, secret) as (private_key, _):
            share = lock_for_holder(private_key, name, kind, new_secret, cost)
        return _with_holders(key_file, [*key_file.holders, share])

    edit_key_file(path, change)


def _with_holders(key_file: KeyFile, holders: list[Holder]) -> KeyFile:
    return replace(key_file, holders=tuple(holders))
