"""One sealed part of a backup: written and read as a stream, whole and in its order or not at all.

A part is: a first line, the size of the header, the header (JSON in clear), the part's own random key sealed
to the backup key, and chunks. Each chunk is XChaCha20-Poly1305, bound to everything before the first chunk,
to its number, and to whether it is the last: a part that was cut, joined, reordered or relabelled opens
nowhere.
"""

import hashlib
import io
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, BinaryIO

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead

from consult.errors import ConfigurationError
from consult.sealing.backup_keys import BackupKey, name_half, require_fit

FIRST_LINE = b"consult-backup-part 1\n"
DATA, KEYS = "data", "keys"
CHUNK_BYTES = 64 * 1024
SEALED_BYTES = CHUNK_BYTES + Aead.NONCE_SIZE + Aead.MACBYTES
SIZE_BYTES, NUMBER_BYTES, LONGEST_HEADER_BYTES = 4, 8, 4096
BOX_BYTES = 48 + Aead.KEY_SIZE


@dataclass(frozen=True)
class PartHeader:
    """What a part says of itself in clear.

    backup: a random id that both parts share. sealed_to: the name of the backup key, see name_half.
    """

    kind: str
    backup: str
    made_on: date
    expires_on: date | None
    sealed_to: str


@dataclass(frozen=True)
class _Opening:
    """Everything before the first chunk."""

    header: PartHeader
    box: bytes
    bound_to: bytes


class _Sealer(io.RawIOBase):
    """A file that seals what is written to it."""

    def __init__(self, out: BinaryIO, key: bytes, bound_to: bytes) -> None:
        self._out, self._aead, self._bound_to = out, Aead(key), bound_to
        self._held, self._number = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, given: Any, /) -> int:
        self._held += given
        while len(self._held) > CHUNK_BYTES:  # one is always held back: it may be the last
            self._put(bytes(self._held[:CHUNK_BYTES]), is_last=False)
            del self._held[:CHUNK_BYTES]
        return len(given)

    def finish(self) -> None:
        self._put(bytes(self._held), is_last=True)

    def _put(self, chunk: bytes, *, is_last: bool) -> None:
        self._out.write(self._aead.encrypt(chunk, _bind(self._bound_to, self._number, is_last)))
        self._number += 1


class _Opener(io.RawIOBase):
    """A file that gives what was sealed, each chunk once it is known to be as it was written."""

    def __init__(self, source: BinaryIO, key: bytes, bound_to: bytes, name: str) -> None:
        self._source, self._aead, self._bound_to, self._name = source, Aead(key), bound_to, name
        self._opened, self._number, self._is_over = b"", 0, False
        self._next = source.read(SEALED_BYTES)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        while not self._opened and not self._is_over:
            self._open_next()
        size = min(len(buffer), len(self._opened))
        buffer[:size], self._opened = self._opened[:size], self._opened[size:]
        return size

    def _open_next(self) -> None:
        sealed, self._next = self._next, self._source.read(SEALED_BYTES)
        self._is_over = not self._next
        try:
            bound_to = _bind(self._bound_to, self._number, self._is_over)
            self._opened = self._aead.decrypt(sealed, bound_to)
        except (CryptoError, ValueError):
            raise ConfigurationError("C043", name=self._name) from None
        self._number += 1


@contextmanager
def sealing_part(out: BinaryIO, header: PartHeader, public_half: bytes) -> Iterator[BinaryIO]:
    """Give a file to write the part's content to; it is finished when the block ends well."""
    assert header.sealed_to == name_half(public_half)
    key = secrets.token_bytes(Aead.KEY_SIZE)
    text = json.dumps(asdict(header), default=str, sort_keys=True).encode("ascii")
    box = bytes(SealedBox(PublicKey(public_half)).encrypt(key))
    beginning = FIRST_LINE + len(text).to_bytes(SIZE_BYTES, "big") + text + box
    out.write(beginning)
    sealer = _Sealer(out, key, _digest(beginning))
    yield sealer  # type: ignore[misc]  # it is as much of a file as its writers need
    sealer.finish()


def read_header(source: BinaryIO, kind: str, name: str) -> PartHeader:
    """What a part says of itself; nobody vouches for it until it is opened. Raises: C042, C043."""
    header = _read_opening(source, name, kind).header
    if header.kind != kind:
        raise ConfigurationError("C042", name=name, kind=kind)
    return header


def open_part(source: BinaryIO, key: BackupKey | None, name: str) -> tuple[PartHeader, BinaryIO]:
    """The header of a part and its content, from its beginning. Read to the end before using any of it.

    Raises: ConfigurationError (C042, C043), Conflict (C044); C043 also while it is read.
    """
    found = _read_opening(source, name, "sealed")
    held = require_fit(key, found.header.sealed_to, name)
    try:
        own_key = SealedBox(PrivateKey(held.reveal())).decrypt(found.box)
        opener = _Opener(source, own_key, found.bound_to, name)
    except (CryptoError, ValueError):
        raise ConfigurationError("C043", name=name) from None
    return found.header, io.BufferedReader(opener, CHUNK_BYTES)


def _read_opening(source: BinaryIO, name: str, kind: str) -> _Opening:
    if source.read(len(FIRST_LINE)) != FIRST_LINE:
        raise ConfigurationError("C042", name=name, kind=kind)
    size = source.read(SIZE_BYTES)
    text = source.read(min(int.from_bytes(size, "big"), LONGEST_HEADER_BYTES))
    box = source.read(BOX_BYTES)
    try:
        header = _read_json(text)
    except (ValueError, KeyError, TypeError):
        raise ConfigurationError("C043", name=name) from None
    return _Opening(header, box, _digest(FIRST_LINE + size + text + box))


def _read_json(text: bytes) -> PartHeader:
    content = json.loads(text)
    expires_on = content["expires_on"]
    return PartHeader(
        str(content["kind"]),
        str(content["backup"]),
        date.fromisoformat(content["made_on"]),
        date.fromisoformat(expires_on) if expires_on else None,
        str(content["sealed_to"]),
    )


def _digest(beginning: bytes) -> bytes:
    return hashlib.blake2b(beginning, digest_size=32, person=b"consult.part").digest()


def _bind(bound_to: bytes, number: int, is_last: bool) -> bytes:
    return bound_to + number.to_bytes(NUMBER_BYTES, "big") + bytes([is_last])
