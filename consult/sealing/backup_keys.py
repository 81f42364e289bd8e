"""The key that backups are sealed to: its public half in the instance folder, its private half on paper only.

The private half is computed from the printed recovery key (140 random bits, which need no stretching), so
that no file holds it, locked or not.
"""

import hashlib
from pathlib import Path

from nacl.public import PrivateKey

from consult.errors import ConfigurationError, Conflict
from consult.sealing.base64_text import from_base64, to_base64
from consult.sealing.hidden import Hidden
from consult.sealing.passphrases import find_recovery_key, new_recovery_key
from consult.sealing.private_files import replace_whole

FILE_NAME = "backup-key.pub"
FIRST_WORD = "consult-backup-key"
PURPOSE = b"consult.backup"
PUBLIC_BYTES, FINGERPRINT_BYTES = 32, 8


class BackupKey(Hidden):
    """The private half. Whoever has it, and a backup, has what the instance folder had."""

    @property
    def public_half(self) -> bytes:
        """The half that seals."""
        return bytes(PrivateKey(self.reveal()).public_key)


def find_backup_key(typed: str) -> BackupKey | None:
    """The private half from a recovery key however it was typed; None where the text is not one."""
    recovery_key = find_recovery_key(typed)
    if recovery_key is None:
        return None
    secret = recovery_key.encode("ascii")
    return BackupKey(hashlib.blake2b(secret, digest_size=BackupKey.size_bytes, person=PURPOSE).digest())


def draw_backup_key() -> tuple[str, bytes]:
    """A new recovery key, to be printed once, and the public half that goes with it."""
    recovery_key = new_recovery_key()
    key = find_backup_key(recovery_key)
    assert key is not None
    return recovery_key, key.public_half


def find_public_half(folder: Path) -> bytes | None:
    """The public half that an instance folder holds; None where none was made yet. Raises: C053."""
    path = folder / FILE_NAME
    if not path.exists():
        return None
    try:
        return from_base64(path.read_text(encoding="ascii").removeprefix(FIRST_WORD).strip(), PUBLIC_BYTES)
    except (OSError, ValueError) as error:
        raise ConfigurationError("C053", name=path) from error


def keep_public_half(folder: Path, public_half: bytes) -> None:
    """Write it to the instance folder, over an earlier one too."""
    replace_whole(folder / FILE_NAME, f"{FIRST_WORD} {to_base64(public_half)}\n".encode("ascii"))


def name_half(public_half: bytes) -> str:
    """What tells one backup key from another."""
    return hashlib.blake2b(public_half, digest_size=FINGERPRINT_BYTES, person=PURPOSE).hexdigest()


def require_fit(key: BackupKey | None, half_name: str, file_name: str) -> BackupKey:
    """Raises: Conflict (C044) where this is not the key that a file is sealed to."""
    if key is None or name_half(key.public_half) != half_name:
        raise Conflict("C044", name=file_name)
    return key
