"""What is said of a failure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorEntry:
    """What a code means, what to do about it, and the HTTP status that goes with it."""

    message: str
    remedy: str
    status: int = 400
