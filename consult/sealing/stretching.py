"""Turn a passphrase or a codename into a key, slowly on purpose (argon2id)."""

from dataclasses import dataclass

from nacl import exceptions
from nacl.pwhash import argon2id

from consult.errors import ConfigurationError
from consult.sealing.errors import SealingBusy
from consult.sealing.turns import Turns

SALT_BYTES: int = argon2id.SALTBYTES
KEY_BYTES = 32
MOST_AT_ONCE = 2
WAIT_SECONDS = 20.0

# For the whole installation: each computation takes much memory, so a crowd must queue, not add up.
_turns = Turns("stretching", MOST_AT_ONCE)


@dataclass(frozen=True)
class StretchCost:
    """How slow: passes over how much memory."""

    passes: int
    memory_bytes: int

    def is_sane(self) -> bool:
        """Refuse what a damaged or hostile file could ask for: 1 to 16 passes, 8 KiB to 1 GiB."""
        passes_sane = argon2id.OPSLIMIT_MIN <= self.passes <= 16
        return passes_sane and argon2id.MEMLIMIT_MIN <= self.memory_bytes <= argon2id.MEMLIMIT_SENSITIVE


MINIMAL = StretchCost(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)
INTERACTIVE = StretchCost(argon2id.OPSLIMIT_INTERACTIVE, argon2id.MEMLIMIT_INTERACTIVE)
MODERATE = StretchCost(argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)
COSTS = {"minimal": MINIMAL, "interactive": INTERACTIVE, "moderate": MODERATE}  # minimal: tests only


def get_cost(name: str) -> StretchCost:
    """Give the cost that the setting STRETCHING names."""
    if name not in COSTS:
        raise ConfigurationError(
            "C001", name="STRETCHING", reason=f"{name!r} is not one of {', '.join(COSTS)}"
        )
    return COSTS[name]


def stretch(secret: bytes, salt: bytes, cost: StretchCost, *, wait_seconds: float = WAIT_SECONDS) -> bytes:
    """Derive 32 bytes, at most two at once in this installation; SealingBusy when no turn comes."""
    with _turns.take(wait_seconds):
        try:
            return bytes(argon2id.kdf(KEY_BYTES, secret, salt, cost.passes, cost.memory_bytes))
        except (exceptions.RuntimeError, MemoryError):
            raise SealingBusy() from None
