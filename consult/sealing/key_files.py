"""The partnership's key file on disk: made once, never overwritten by another key, changed in one step."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from consult.sealing.errors import KeyFileBroken, KeyFileChanged, KeyFileExists, KeyFileNotWritten, NoKey
from consult.sealing.holders import HolderKind
from consult.sealing.key_opening import authenticate, make_holder, open_with
from consult.sealing.key_ring import KeyRing
from consult.sealing.key_text import KeyFile, from_text, to_text
from consult.sealing.keys import PartnershipKey, PartnershipPublicKey, new_partnership_key
from consult.sealing.passphrases import require_strong
from consult.sealing.private_files import replace_whole, write_new
from consult.sealing.stretching import MODERATE, StretchCost


def create_key_file(
    path: Path,
    holder: str,
    passphrase: str,
    *,
    today: date,
    cost: StretchCost = MODERATE,
    is_demo: bool = False,
) -> KeyFile:
    """Make a key pair, and a first holder whom its private half is given to; never over another file."""
    require_strong(passphrase)
    private_key = new_partnership_key()
    first = make_holder(KeyRing(private_key), holder, HolderKind.PASSPHRASE, passphrase, cost)
    key_file = authenticate(KeyFile(private_key.public_key, today, is_demo, (first,)), private_key)
    private_key.forget()
    _write_new(path, key_file)
    return key_file


def read_key_file(path: Path) -> KeyFile:
    """Read a key file or a public key file; NoKey if there is none."""
    return _parse(path, _read_bytes(path))


def read_public_key(path: Path) -> PartnershipPublicKey:
    """Read the half that locks, from either kind of file."""
    return read_key_file(path).public_key


def open_keys(path: Path, secret: str, *, holder: str | None = None) -> KeyRing:
    """Unlock the private keys with a passphrase or recovery key, of one named holder or of any.

    The holder's share is brought up to date in the file, where that can be written.
    Raises: WrongPassphrase, HolderUnknown, KeyFileTampered, KeyFileBroken, NoKey.
    """
    before = _read_bytes(path)
    found = open_with(_parse(path, before), secret, holder)
    if found.was_behind:
        with suppress(KeyFileChanged, KeyFileNotWritten):  # next time, then: it opened all the same
            _replace(path, before, to_text(found.key_file))
    return found.ring


def open_private_key(path: Path, secret: str, *, holder: str | None = None) -> PartnershipKey:
    """As open_keys, and give only the current key."""
    return open_keys(path, secret, holder=holder).current


def write_public_key_file(path: Path, key_file: KeyFile) -> None:
    """Write the half that locks to a file of its own, which everybody may read; over an earlier one too."""
    with _writing(path):
        replace_whole(path, to_text(key_file.without_holders()))
        path.chmod(0o644)


def edit_key_file(path: Path, change: Callable[[KeyFile], KeyFile]) -> None:
    """Apply a change, unless the file changed meanwhile: a removed holder must not come back."""
    before = _read_bytes(path)
    _replace(path, before, to_text(change(_parse(path, before))))


def _replace(path: Path, before: bytes, after: bytes) -> None:
    with _writing(path), _alone(path.parent):
        if _read_bytes(path) != before:
            raise KeyFileChanged(name=path.name)
        replace_whole(path, after)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Of two commands that change the file at once, one waits: a key that is in use must not be lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write_new(path: Path, key_file: KeyFile) -> None:
    with _writing(path):
        write_new(path, to_text(key_file))


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise KeyFileExists(name=path.name) from None
    except OSError as error:
        raise KeyFileNotWritten(name=path.name, reason=error.strerror or "the disk refused") from None


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NoKey() from None
    except OSError as error:
        raise KeyFileBroken(name=path.name, reason=error.strerror or "it cannot be read") from None


def _parse(path: Path, text: bytes) -> KeyFile:
    try:
        return from_text(text)
    except ValueError as error:
        # The messages of the JSON and encoding faults quote the file, so only our own are passed on.
        reason = str(error) if type(error) is ValueError else "it is not whole"
        raise KeyFileBroken(name=path.name, reason=reason) from None
