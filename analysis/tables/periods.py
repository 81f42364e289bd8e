"""Periods as published tables write them: a year, quarter, month, day or financial year, with its dates."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.months import MONTHS

_MONTHS = {text.lower(): n for n, name in enumerate(MONTHS, 1) for text in (name, name[:3])} | {"sept": 9}
_YEAR = re.compile(r"(\d{4})")
_QUARTER = re.compile(r"(\d{4})\s*-?\s*q([1-4])|q([1-4])\s*(\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_NAMED_MONTH = re.compile(r"([a-z]+)\.?\s+(\d{4})", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NAMED_DAY = re.compile(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})", re.IGNORECASE)
_FINANCIAL = re.compile(r"(\d{4})/(\d{2}|\d{4})")
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, order=True)
class Period:
    """From its first day to its last; label: as it is shown, the same however it was written."""

    starts_on: date
    ends_on: date
    label: str


_Make = Callable[[list[str]], Period | None]


def read_period(text: str) -> Period | None:
    """Read a period; None where it is none. 2010-11 is November, 2010/11 a financial year."""
    given = " ".join(text.split())
    for pattern, make in _READERS:
        found = pattern.fullmatch(given)
        if found:
            return _try(make, [part for part in found.groups() if part])
    return None


def _try(make: _Make, parts: list[str]) -> Period | None:
    try:
        made = make(parts)
    except (ValueError, KeyError):
        return None
    return made if made and FIRST_YEAR <= made.starts_on.year <= LAST_YEAR else None


def _make_year(parts: list[str]) -> Period:
    year = int(parts[0])
    return Period(date(year, 1, 1), date(year, 12, 31), parts[0])


def _make_quarter(parts: list[str]) -> Period:
    year, quarter = sorted((int(part) for part in parts), reverse=True)
    last = _end_month(year, 3 * quarter)
    return Period(date(year, 3 * quarter - 2, 1), last, f"{year} Q{quarter}")


def _make_month(parts: list[str]) -> Period:
    year, month = int(parts[0]), int(parts[1])
    return Period(date(year, month, 1), _end_month(year, month), f"{MONTHS[month - 1]} {year}")


def _make_named_month(parts: list[str]) -> Period:
    return _make_month([parts[1], str(_MONTHS[parts[0].lower()])])


def _make_day(parts: list[str]) -> Period:
    day = date(int(parts[0]), int(parts[1]), int(parts[2]))
    return Period(day, day, f"{day.day} {MONTHS[day.month - 1]} {day.year}")


def _make_named_day(parts: list[str]) -> Period:
    return _make_day([parts[2], str(_MONTHS[parts[1].lower()]), parts[0]])


def _make_financial(parts: list[str]) -> Period | None:
    year = int(parts[0])
    if int(parts[1]) % 100 != (year + 1) % 100 or (len(parts[1]) == 4 and int(parts[1]) != year + 1):
        return None
    return Period(date(year, 4, 1), date(year + 1, 3, 31), f"{year}/{(year + 1) % 100:02}")


def _end_month(year: int, month: int) -> date:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)


_READERS: tuple[tuple[re.Pattern[str], _Make], ...] = (
    (_DAY, _make_day),
    (_MONTH, _make_month),
    (_YEAR, _make_year),
    (_QUARTER, _make_quarter),
    (_FINANCIAL, _make_financial),
    (_NAMED_MONTH, _make_named_month),
    (_NAMED_DAY, _make_named_day),
)
