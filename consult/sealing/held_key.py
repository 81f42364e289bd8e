"""The partnership's private key while it is unlocked, and the clock that says until when."""

import threading
import time
from collections.abc import Callable

from consult.sealing.errors import UnlockTimeRefused
from consult.sealing.key_ring import KeyRing
from consult.sealing.keys import AccountKey, PartnershipKey

MOST_MINUTES = 12 * 60


def seconds_since_boot() -> float:
    """Tell the time by a clock that also runs while a laptop sleeps, and that nobody can set back."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)


class HeldKey:
    """The private key until a given time; after it, or once locked, there is nothing left to hold.

    retiring: keys before it, held as long, for experiences that are still locked for one of them.
    """

    def __init__(
        self,
        private_key: PartnershipKey,
        *,
        minutes: int,
        clock: Callable[[], float],
        retiring: tuple[PartnershipKey, ...] = (),
    ) -> None:
        if not 1 <= minutes <= MOST_MINUTES:
            raise UnlockTimeRefused(most=MOST_MINUTES)
        self._ring = KeyRing(private_key, retiring)
        self._clock = clock
        self._until = clock() + minutes * 60
        self._turn = threading.Lock()
        self._is_held = True
        self.fingerprint = private_key.public_key.fingerprint.hex()

    def unwrap(self, wrapped: bytes) -> AccountKey:
        """Unlock one account key, or raise Locked when the time is over."""
        with self._turn:
            self._forget_when_over()
            return self._ring.unwrap(wrapped)

    def seconds_left(self) -> int:
        """Say how long the key is still held; 0 when it is not."""
        with self._turn:
            self._forget_when_over()
            return max(1, int(self._until - self._clock())) if self._is_held else 0

    def forget(self) -> None:
        """Overwrite the key; what is being unlocked at this moment finishes first."""
        with self._turn:
            self._is_held = False
            self._ring.forget()

    def _forget_when_over(self) -> None:
        if self._clock() >= self._until:
            self._is_held = False
            self._ring.forget()
