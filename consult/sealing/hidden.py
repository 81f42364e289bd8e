"""Bytes that never print themselves: not in a log, a traceback, a debugger's list or a pickle."""

import hmac
from typing import ClassVar, NoReturn

from consult.sealing.errors import Locked


class Hidden:
    """A secret as a type of its own. Ask for it by name (`reveal`); every other way shows nothing."""

    __slots__ = ("_held",)
    size_bytes: ClassVar[int] = 32

    def __init__(self, held: bytes | bytearray) -> None:
        if len(held) != self.size_bytes:
            raise ValueError(f"{type(self).__name__} takes {self.size_bytes} bytes, not {len(held)}")
        self._held = bytearray(held)

    def reveal(self) -> bytes:
        """Give the secret itself, for a computation in this room."""
        if not self._held:
            raise Locked()
        return bytes(self._held)

    def forget(self) -> None:
        """Overwrite the secret. Copies made by `reveal` live until Python drops them: this is best effort."""
        self._held[:] = bytes(len(self._held))
        self._held.clear()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}, hidden>"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and hmac.compare_digest(self._held, other._held)

    __hash__ = None  # type: ignore[assignment]

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is never written down")
