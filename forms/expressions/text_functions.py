"""Functions on texts."""

from forms.expressions.contexts import MOST_TEXT, Context, TooMuchWork
from forms.expressions.patterns import matches, measure_pattern
from forms.expressions.values import Value, list_scalars, to_string

_TRIES_A_STEP = 1_000


def regex(given: list[Value], _context: Context) -> bool:
    """Tell whether the whole text is as the pattern says."""
    return matches(to_string(given[1]), to_string(given[0]))


def count_pattern_steps(given: list[Value]) -> int:
    """Return what matching counts: at worst each part of the pattern is tried at each character."""
    return len(to_string(given[0])) * measure_pattern(to_string(given[1])) // _TRIES_A_STEP


def string_length(given: list[Value], _context: Context) -> float:
    """Return how many characters a text has."""
    return float(len(to_string(given[0])))


def concat(given: list[Value], _context: Context) -> str:
    """Return all texts in one; of rows each of them."""
    return _put_together("", given)


def join(given: list[Value], _context: Context) -> str:
    """Return all texts in one with the first between them; of rows each of them."""
    return _put_together(to_string(given[0]), given[1:])


def contains(given: list[Value], _context: Context) -> bool:
    """Tell whether a text has another in it."""
    return to_string(given[1]) in to_string(given[0])


def starts_with(given: list[Value], _context: Context) -> bool:
    """Tell whether a text begins with another."""
    return to_string(given[0]).startswith(to_string(given[1]))


def _put_together(between: str, given: list[Value]) -> str:
    texts = [to_string(one) for value in given for one in list_scalars(value)]
    if sum(map(len, texts)) + len(between) * len(texts) > MOST_TEXT:
        raise TooMuchWork
    return between.join(texts)
