"""The partnership's key file on disk: made once, never overwritten by another key, changed in one step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from consult.sealing.errors import (
    HolderUnknown,
    KeyFileBroken,
    KeyFileChanged,
    KeyFileExists,
    KeyFileNotWritten,
    NoKey,
    WrongPassphrase,
)
from consult.sealing.holders import Holder, HolderKind, find_private_key, lock_for_holder
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
    """Make a key pair, its private half locked for a first holder; never over another file."""
    require_strong(passphrase)
    private_key = new_partnership_key()
    share = lock_for_holder(private_key, holder, HolderKind.PASSPHRASE, passphrase, cost)
    key_file = KeyFile(private_key.public_key, today, is_demo, (share,))
    private_key.forget()
    _write_new(path, key_file)
    return key_file


def read_key_file(path: Path) -> KeyFile:
    """Read a key file or a public key file; NoKey if there is none."""
    return _parse(path, _read_bytes(path))


def read_public_key(path: Path) -> PartnershipPublicKey:
    """Read the half that locks, from either kind of file."""
    return read_key_file(path).public_key


def open_private_key(path: Path, secret: str, *, holder: str | None = None) -> PartnershipKey:
    """Unlock the private key with a passphrase or recovery key, of one named holder or of any."""
    return _open(read_key_file(path), secret, holder)[0]


@contextmanager
def opened(
    key_file: KeyFile, secret: str, holder: str | None = None
) -> Iterator[tuple[PartnershipKey, Holder]]:
    """Hold the private key for one change, with the share that opened it, then forget it."""
    private_key, share = _open(key_file, secret, holder)
    try:
        yield private_key, share
    finally:
        private_key.forget()


def edit_key_file(path: Path, change: Callable[[KeyFile], KeyFile]) -> None:
    """Apply a change, unless the file changed meanwhile: a removed holder must not come back."""
    before = _read_bytes(path)
    after = to_text(change(_parse(path, before)))
    if _read_bytes(path) != before:
        raise KeyFileChanged(name=path.name)
    with _writing(path):
        replace_whole(path, after)


def get_holder(key_file: KeyFile, name: str) -> Holder:
    """Give the holder of that name, or raise HolderUnknown."""
    share = key_file.find_holder(name)
    if share is None:
        raise HolderUnknown(holder=name)
    return share


def _open(key_file: KeyFile, secret: str, holder: str | None) -> tuple[PartnershipKey, Holder]:
    shares = key_file.holders if holder is None else (get_holder(key_file, holder),)
    for share in shares:
        private_key = find_private_key(share, secret, key_file.public_key)
        if private_key is not None:
            return private_key, share
    raise WrongPassphrase()


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
