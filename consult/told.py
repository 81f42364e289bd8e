"""A number of experiences, with those of the open form and without: neither is said without the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add

COLUMNS = ("Experiences", "By the open form", "Without the open form")
"""What three columns of a table are called that say one number of experiences."""


@dataclass(frozen=True)
class Told:
    """How many experiences. vouched: of them, those through community groups, so without the open form."""

    all: int = 0
    vouched: int = 0

    def __add__(self, other: "Told") -> "Told":
        """Both together."""
        return Told(self.all + other.all, self.vouched + other.vouched)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return self.all > 0

    def __str__(self) -> str:
        """Say it in one line: `12 (9 through community groups, 3 by the open form)`."""
        if not self.all:
            return "0"
        if self.open and self.vouched:
            return f"{self.all:,} ({self.vouched:,} through community groups, {self.open:,} by the open form)"
        whole = "" if self.all == 1 else "all "
        return f"{self.all:,} ({whole}{'by the open form' if self.open else 'through community groups'})"

    @property
    def open(self) -> int:
        """How many came by the open form."""
        return self.all - self.vouched

    @property
    def cells(self) -> list[int]:
        """The numbers under COLUMNS."""
        return [self.all, self.open, self.vouched]


def add_up(numbers: Iterable[Told]) -> Told:
    """All of these together."""
    return reduce(add, numbers, Told())


def say_experiences(told: Told) -> str:
    """The number with its noun: `1 experience (by the open form)`."""
    number, _, apart = str(told).partition(" ")
    noun = "experience" if told.all == 1 else "experiences"
    return f"{number} {noun} {apart}".rstrip()
