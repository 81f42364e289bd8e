"""Functions that give numbers."""

import math
from collections.abc import Callable

from forms.expressions.contexts import Context
from forms.expressions.values import NAN, Value, list_scalars, to_number

MOST_PLACES = 15


def whole(given: list[Value], _context: Context) -> float:
    """Return a number without what stands behind its point."""
    number = to_number(given[0])
    return float(math.trunc(number)) if math.isfinite(number) else number


def rounded(given: list[Value], _context: Context) -> float:
    """Return a number rounded to places, halves upwards."""
    number, places = to_number(given[0]), to_number(given[1]) if len(given) > 1 else 0.0
    if not math.isfinite(number) or not math.isfinite(places):
        return number if math.isfinite(places) else NAN
    scale = 10.0 ** max(-MOST_PLACES, min(MOST_PLACES, int(places)))
    scaled = number * scale
    return float(math.floor(scaled + 0.5)) / scale if math.isfinite(scaled) else number


def total(given: list[Value], _context: Context) -> float:
    """Return the sum of all values, and of all rows of each."""
    return sum((to_number(one) for one in _flatten(given)), 0.0)


def count(given: list[Value], _context: Context) -> float:
    """Return how many rows there are."""
    return float(len(list_scalars(given[0])))


def least(given: list[Value], _context: Context) -> float:
    """Return the smallest number, NaN where one of them is none."""
    return _pick(given, min)


def most(given: list[Value], _context: Context) -> float:
    """Return the largest number, NaN where one of them is none."""
    return _pick(given, max)


def _pick(given: list[Value], choose: Callable[[list[float]], float]) -> float:
    numbers = [to_number(one) for one in _flatten(given)]
    return NAN if not numbers or any(map(math.isnan, numbers)) else float(choose(numbers))


def _flatten(given: list[Value]) -> list[Value]:
    return [one for value in given for one in list_scalars(value)]
