"""Values of expressions, and XPath 1.0's conversions between them.

A date counts the days since 1 January 1970 where a number is needed, as other XLSForm programs do; so does a
text written as a date. A text written as a time counts as its part of a day. An empty text is no number:
every comparison with it but `!=` is false.
"""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Scalar = str | float | bool | date
"""A text, a number, true or false, a date, or a date with its time."""

Rows = tuple[Scalar, ...]
"""The values of one question in each of its rows."""

Value = Scalar | Rows

NAN = math.nan
SECONDS_A_DAY = 86_400
CHARACTERS_A_STEP = 100
_EPOCH = date(1970, 1, 1)
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")
_LONGEST_NUMBER = 400


def to_string(value: Value) -> str:
    """Return a value as a text; of rows the first one."""
    if isinstance(value, tuple):
        return to_string(value[0]) if value else ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else _write_number(value)


def to_number(value: Value) -> float:
    """Return a value as a number, NaN for what is none."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, date):
        return _count_days(value)
    return _read_number(to_string(value).strip())


def to_boolean(value: Value) -> bool:
    """Tell whether a value counts as true: a text that is not empty, a number that is neither 0 nor NaN."""
    if isinstance(value, tuple):
        return any(to_boolean(one) for one in value)
    if isinstance(value, str):
        return value != ""
    if isinstance(value, int | float):
        return value != 0 and not math.isnan(value)
    return True


def to_date(value: Value) -> date | None:
    """Return a value as a date, with its time where it has one; None for what is none."""
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        found = _read_date(value.strip())
        if found is not None:
            return found
    return _from_days(to_number(value))


def list_scalars(value: Value) -> Rows:
    """Return rows as they are, anything else as the only row."""
    return value if isinstance(value, tuple) else (value,)


def count_work(value: Value) -> int:
    """Return how many steps it counts to look through a value: its rows, and the length of its texts."""
    rows = list_scalars(value)
    return len(rows) + sum(len(one) for one in rows if isinstance(one, str)) // CHARACTERS_A_STEP


def compare_equal(left: Value, right: Value, *, wanted: bool) -> bool:
    """Tell whether two values are equal, or unequal where that is wanted; of rows, whether any two are."""
    pairs = ((one, other) for one in list_scalars(left) for other in list_scalars(right))
    return any(_are_equal(one, other) == wanted for one, other in pairs)


def compare_order(left: Value, right: Value, sign: str) -> bool:
    """Tell whether two values are in an order as numbers; of rows, whether any two are."""
    pairs = (
        (to_number(one), to_number(other)) for one in list_scalars(left) for other in list_scalars(right)
    )
    return any(_is_in_order(one, other, sign) for one, other in pairs)


def _are_equal(left: Scalar, right: Scalar) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if not isinstance(left, str) or not isinstance(right, str):
        return to_number(left) == to_number(right)
    return left == right


def _is_in_order(left: float, right: float, sign: str) -> bool:
    if sign == "<":
        return left < right
    if sign == ">":
        return left > right
    return left <= right if sign == "<=" else left >= right


def _write_number(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def _read_number(text: str) -> float:
    if len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text):
        return float(text)
    if on_clock := _TIME.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in on_clock.groups())
        return (hours * 3600 + minutes * 60 + seconds) / SECONDS_A_DAY
    found = _read_date(text)
    return NAN if found is None else _count_days(found)


def _read_date(text: str) -> date | None:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text) if _INSTANT.fullmatch(text) else None
    except ValueError:
        return None


def _count_days(value: date) -> float:
    if not isinstance(value, datetime):
        return float((value - _EPOCH).days)
    since = value - datetime.combine(_EPOCH, time())
    return since.days + (since.seconds + since.microseconds / 1e6) / SECONDS_A_DAY


def _from_days(days: float) -> date | None:
    if not math.isfinite(days):
        return None
    try:
        if days == int(days):
            return _EPOCH + timedelta(days=int(days))
        return datetime.combine(_EPOCH, time()) + timedelta(seconds=round(days * SECONDS_A_DAY))
    except OverflowError:
        return None
