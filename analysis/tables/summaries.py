"""Numbers of one area or of all put together: total and range, and everything that is not in the total."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import median

from analysis.tables.tiers import BLANK, COUNTED, EARLIER, INSIDE, SILENT, Amount, Standing


@dataclass(frozen=True)
class Summary:
    """The numbers of one area or of all: what they come to, and everything that is not in the total.

    given: numbers that are added; noughts: those of them that are nought. total, least, middle and most are
    None where there is none, or where they may not be told. public: all whose numbers are added agreed to be
    named. hidden: not even the total may be told. perhaps_twice: numbers that are added and
    may be in a county's too.
    """

    area: str
    given: int
    noughts: int | None
    blank: int
    silent: int
    inside: int
    earlier: int
    total: Amount | None = None
    least: Amount | None = None
    middle: float | None = None
    most: Amount | None = None
    public: bool = False
    hidden: bool = False
    perhaps_twice: int = 0

    @property
    def everybody(self) -> int:
        """All that the states add up to."""
        return self.given + self.blank + self.silent + self.inside + self.earlier


def summarise(standings: Sequence[Standing], area: str) -> Summary:
    """Put the numbers of one area together; area: what the result is called."""
    states = [one.state for one in standings]
    counted = [one.given for one in standings if one.state == COUNTED]
    numbers = sorted(one.number for one in counted if one.number is not None)
    found = Summary(
        area,
        len(numbers),
        numbers.count(0),
        states.count(BLANK),
        states.count(SILENT),
        states.count(INSIDE),
        states.count(EARLIER),
        public=all(one.public for one in counted),
        perhaps_twice=sum(one.is_perhaps_twice for one in standings),
    )
    if not numbers:
        return found
    middle = float(median(map(Fraction, numbers)))
    return replace(found, total=sum(numbers), least=numbers[0], middle=middle, most=numbers[-1])
