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
from typing import BinaryIO

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead

from consult.errors import ConfigurationError
from consult.sealing.backup_chunks import CHUNK_BYTES, ChunkOpener, ChunkSealer
from consult.sealing.backup_keys import BackupKey, name_half, require_fit

FIRST_LINE = b"consult-backup-part 1\n"
DATA, KEYS = "data", "keys"
SIZE_BYTES, LONGEST_HEADER_BYTES = 4, 4096
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


@contextmanager
def sealing_part(out: BinaryIO, header: PartHeader, public_half: bytes) -> Iterator[BinaryIO]:
    """Give a file to write the part's content to; it is finished when the block ends well."""
    assert header.sealed_to == name_half(public_half)
    key = secrets.token_bytes(Aead.KEY_SIZE)
    text = json.dumps(asdict(header), default=str, sort_keys=True).encode("ascii")
    box = bytes(SealedBox(PublicKey(public_half)).encrypt(key))
    beginning = FIRST_LINE + len(text).to_bytes(SIZE_BYTES, "big") + text + box
    out.write(beginning)
    sealer = ChunkSealer(out, key, _digest(beginning))
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
        opener = ChunkOpener(source, own_key, found.bound_to, name)
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
