"""Seal what people wrote, each payload bound to the one place it belongs to.

A sealed payload is: format byte, 24 bytes of nonce, XChaCha20-Poly1305 of (length, plaintext, padding).
The padding hides whether a short answer was "yes" or "no": sizes come in steps.
"""

import hmac
import json
from dataclasses import dataclass
from typing import Any

from nacl.exceptions import CryptoError
from nacl.secret import Aead

from consult.sealing.errors import SealBroken
from consult.sealing.hidden import Hidden

FORMAT = b"\x01"
LENGTH_BYTES = 8
SMALLEST_STEP_BYTES = 64


class SealingKey(Hidden):
    """A key that seals payloads; its kinds are in keys.py and codenames.py."""


@dataclass(frozen=True)
class Place:
    """Where a payload belongs. It opens nowhere else: not in another row, field, table or version."""

    table: str
    row: str
    field: str
    version: int

    def as_associated_data(self) -> bytes:
        """Encode each part with its length first, so that no two places give the same bytes."""
        parts = [b"consult.sealed", FORMAT]
        parts += [text.encode() for text in (self.table, self.row, self.field, str(self.version))]
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def seal(key: SealingKey, plaintext: bytes, place: Place) -> bytes:
    """Seal bytes for one place; the same bytes give another payload each time."""
    sealed = Aead(_subkey(key, b"payload")).encrypt(_pad(plaintext), place.as_associated_data())
    return FORMAT + bytes(sealed)


def open_sealed(key: SealingKey, sealed: bytes, place: Place) -> bytes:
    """Open a payload, or raise SealBroken; never part of it, never a guess."""
    if sealed[:1] != FORMAT or len(sealed) < 1 + Aead.NONCE_SIZE + Aead.MACBYTES:
        raise SealBroken()
    try:
        padded = Aead(_subkey(key, b"payload")).decrypt(bytes(sealed[1:]), place.as_associated_data())
    except CryptoError:
        # Nothing of the cause is kept: a traceback must not carry what was being opened.
        raise SealBroken() from None
    return _unpad(padded)


def seal_json(key: SealingKey, value: Any, place: Place) -> bytes:
    """Seal any JSON value; equal values are written as equal bytes before they are sealed."""
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return seal(key, text.encode("ascii"), place)


def open_json(key: SealingKey, sealed: bytes, place: Place) -> Any:
    """Open what seal_json sealed."""
    try:
        return json.loads(open_sealed(key, sealed, place))
    except ValueError:
        raise SealBroken() from None


def _subkey(key: SealingKey, purpose: bytes) -> bytes:
    return hmac.digest(key.reveal(), b"consult.sealing.v1:" + purpose, "sha256")


def _pad(plaintext: bytes) -> bytes:
    """Round the size up to a step: 64 bytes, then at most an eighth more than needed."""
    size = LENGTH_BYTES + len(plaintext)
    step = max(SMALLEST_STEP_BYTES, 1 << max(0, size.bit_length() - 4))
    return len(plaintext).to_bytes(LENGTH_BYTES, "big") + plaintext + bytes(-size % step)


def _unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    if len(padded) < LENGTH_BYTES + length:
        raise SealBroken()
    return padded[LENGTH_BYTES : LENGTH_BYTES + length]
