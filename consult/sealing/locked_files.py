"""A file of words that opens only with a passphrase, which is kept nowhere.

It is a first line, the size of a header, the header (how slow the passphrase was stretched, with which salt;
JSON in clear) and one sealed payload, bound to all before it.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass, field

from consult.errors import Conflict
from consult.sealing.base64_text import from_base64, to_base64
from consult.sealing.errors import SealBroken
from consult.sealing.passphrases import passphrase_bytes, require_strong
from consult.sealing.payloads import Place, SealingKey, open_sealed, seal
from consult.sealing.stretching import SALT_BYTES, StretchCost, stretch

FIRST_LINE = b"consult-locked-file 1\n"
ENDING = ".locked"
SIZE_BYTES, LONGEST_HEADER_BYTES = 4, 4096


@dataclass(frozen=True)
class FileLock:
    """What locks one file: everything before its payload, and the key that the passphrase gives."""

    beginning: bytes
    key: SealingKey = field(repr=False)


def make_lock(passphrase: str, cost: StretchCost) -> FileLock:
    """Stretch a new passphrase, slowly. Raises: PassphraseTooShort, SealingBusy."""
    require_strong(passphrase)
    salt = secrets.token_bytes(SALT_BYTES)
    header = {"passes": cost.passes, "memory_bytes": cost.memory_bytes, "salt": to_base64(salt)}
    text = json.dumps(header, sort_keys=True).encode("ascii")
    beginning = FIRST_LINE + len(text).to_bytes(SIZE_BYTES, "big") + text
    return FileLock(beginning, SealingKey(stretch(passphrase_bytes(passphrase), salt, cost)))


def lock_content(lock: FileLock, content: bytes) -> bytes:
    """The whole file with this content."""
    return lock.beginning + seal(lock.key, content, _place(lock.beginning))


def open_content(given: bytes, passphrase: str, name: str) -> bytes:
    """What is in a file. Raises: Conflict (C810 not opened by this, C811 no such file), SealingBusy."""
    beginning, salt, cost = _read_beginning(given, name)
    key = SealingKey(stretch(passphrase_bytes(passphrase), salt, cost))
    try:
        return open_sealed(key, given[len(beginning) :], _place(beginning))
    except SealBroken:
        raise Conflict("C810", name=name) from None


def _read_beginning(given: bytes, name: str) -> tuple[bytes, bytes, StretchCost]:
    start = len(FIRST_LINE) + SIZE_BYTES
    size = int.from_bytes(given[len(FIRST_LINE) : start], "big")
    try:
        if not given.startswith(FIRST_LINE) or size > LONGEST_HEADER_BYTES:
            raise ValueError("another kind of file")
        header = json.loads(given[start : start + size])
        cost = StretchCost(int(header["passes"]), int(header["memory_bytes"]))
        salt = from_base64(header["salt"], SALT_BYTES)
    except (ValueError, KeyError, TypeError):
        raise Conflict("C811", name=name) from None
    if not cost.is_sane():
        raise Conflict("C811", name=name)
    return given[: start + size], salt, cost


def _place(beginning: bytes) -> Place:
    return Place("locked_file", hashlib.sha256(beginning).hexdigest(), "content", 1)
