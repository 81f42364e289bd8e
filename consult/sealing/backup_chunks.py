"""The content of a sealed part of a backup, as chunks that open only whole and in their order.

Each is bound to what the part says before its first chunk, to its number, and to whether it is the last.
"""

import io
from typing import Any, BinaryIO

from nacl.exceptions import CryptoError
from nacl.secret import Aead

from consult.errors import ConfigurationError

CHUNK_BYTES = 64 * 1024
SEALED_BYTES = CHUNK_BYTES + Aead.NONCE_SIZE + Aead.MACBYTES
NUMBER_BYTES = 8


class ChunkSealer(io.RawIOBase):
    """A file that seals what is written to it."""

    def __init__(self, out: BinaryIO, key: bytes, bound_to: bytes) -> None:
        self._out, self._aead, self._bound_to = out, Aead(key), bound_to
        self._held, self._number = bytearray(), 0

    def writable(self) -> bool:
        """It is written to."""
        return True

    def write(self, given: Any, /) -> int:
        """Take bytes, and seal as many whole chunks as there are."""
        self._held += given
        while len(self._held) > CHUNK_BYTES:  # one is always held back: it may be the last
            self._put(bytes(self._held[:CHUNK_BYTES]), is_last=False)
            del self._held[:CHUNK_BYTES]
        return len(given)

    def finish(self) -> None:
        """Seal what is left as the last chunk."""
        self._put(bytes(self._held), is_last=True)

    def _put(self, chunk: bytes, *, is_last: bool) -> None:
        self._out.write(self._aead.encrypt(chunk, _bind(self._bound_to, self._number, is_last)))
        self._number += 1


class ChunkOpener(io.RawIOBase):
    """A file that gives what was sealed, each chunk once it is known to be as it was written."""

    def __init__(self, source: BinaryIO, key: bytes, bound_to: bytes, name: str) -> None:
        self._source, self._aead, self._bound_to, self._name = source, Aead(key), bound_to, name
        self._opened, self._number, self._is_over = b"", 0, False
        self._next = source.read(SEALED_BYTES)

    def readable(self) -> bool:
        """It is read from."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Give what was sealed next. Raises: ConfigurationError (C043)."""
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


def _bind(bound_to: bytes, number: int, is_last: bool) -> bytes:
    return bound_to + number.to_bytes(NUMBER_BYTES, "big") + bytes([is_last])
