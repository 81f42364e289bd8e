"""Half-years of the calendar, as partnerships report on them: January to June, July to December."""

from dataclasses import dataclass
from datetime import date

_MONTHS = {1: "January to June", 2: "July to December"}
_LAST_MONTH_OF_FIRST = 6


@dataclass(frozen=True, order=True)
class HalfYear:
    """number: 1 for January to June, 2 for July to December."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """How it is kept: 2026H1."""
        return f"{self.year}H{self.number}"

    @property
    def label(self) -> str:
        """How it is shown."""
        return f"{_MONTHS[self.number]} {self.year}"


def find_half_year(day: date) -> HalfYear:
    """The half-year that a day is in."""
    return HalfYear(day.year, 1 if day.month <= _LAST_MONTH_OF_FIRST else 2)


def list_half_years(first: HalfYear, last: HalfYear) -> tuple[HalfYear, ...]:
    """Every half-year from the first to the last, also those in which nothing was received."""
    start, end = (2 * one.year + one.number - 1 for one in (first, last))
    return tuple(HalfYear(place // 2, place % 2 + 1) for place in range(start, end + 1))
