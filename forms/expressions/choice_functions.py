"""Functions on choices: several that were chosen stand in one text with spaces between them."""

import math

from forms.expressions.contexts import Context
from forms.expressions.values import Value, to_number, to_string


def selected_at(given: list[Value], _context: Context) -> str:
    """Return the choice at a place, counted from nought; empty where there is none."""
    names, place = to_string(given[0]).split(), to_number(given[1])
    return names[int(place)] if math.isfinite(place) and 0 <= place < len(names) else ""


def count_selected(given: list[Value], _context: Context) -> float:
    """Return how many choices were chosen."""
    return float(len(to_string(given[0]).split()))


def pull(given: list[Value], context: Context) -> str:
    """Return a cell of a file that came with the form."""
    file, column, key_column, key = (to_string(one) for one in given)
    return context.pull(file, column, key_column, key)
