"""The numbers that a range offers: from its start to its end, step by step.

It uses the standard library only, as definitions do.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

FIRST = {"start": "1", "end": "10", "step": "1"}
"""What other XLSForm programs take where nothing is said."""

_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True)
class Bounds:
    """The least and the greatest number, and how far each is from the next; all exact."""

    start: Decimal
    end: Decimal
    step: Decimal

    @property
    def is_whole(self) -> bool:
        """Tell whether only whole numbers are offered."""
        return all(one == one.to_integral_value() for one in (self.start, self.end, self.step))

    @property
    def count(self) -> int:
        """How many numbers are offered."""
        return int((self.end - self.start) // self.step) + 1

    def has(self, number: Decimal) -> bool:
        """Tell whether a number is one of those offered."""
        return self.start <= number <= self.end and (number - self.start) % self.step == 0

    def find_below(self, number: Decimal) -> Decimal:
        """Return the nearest number offered that is not more than this one, which is within the bounds."""
        return self.start + (number - self.start) // self.step * self.step


def read_bounds(parameters: Mapping[str, str]) -> Bounds:
    """Return the bounds that parameters say. Raises: ValueError for what is no number, or offers none."""
    said = FIRST | {name: text for name, text in parameters.items() if name in FIRST}
    for name, text in said.items():
        if not _NUMBER.fullmatch(text):
            raise ValueError(f"its {name} “{text}” is not a number")
    found = Bounds(*(Decimal(said[name]) for name in FIRST))
    if found.step <= 0:
        raise ValueError("its step is not more than nought")
    if found.start >= found.end or found.start + found.step > found.end:
        raise ValueError("it offers no more than one number")
    return found


def write_number(number: Decimal) -> str:
    """Return a number in digits, without an exponent and without noughts at its end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
