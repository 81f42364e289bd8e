"""The one table of functions: how many values each takes, and what it makes of them."""

from collections.abc import Callable
from dataclasses import dataclass

from forms.expressions import choice_functions, date_functions, number_functions, text_functions
from forms.expressions.contexts import Context
from forms.expressions.values import Value, to_boolean, to_number, to_string

MANY = 200
Apply = Callable[[list[Value], Context], Value]


@dataclass(frozen=True)
class Function:
    """A function: the fewest and the most values it takes, and what it makes of them in a context.

    Those without an `apply` decide which of their values are worked out, or how they are counted.
    steps: what it takes beyond looking through its values once.
    """

    least: int
    most: int
    apply: Apply | None = None
    steps: Callable[[list[Value]], int] | None = None

    @property
    def takes(self) -> str:
        """How many values it takes, in words."""
        if self.least == self.most:
            return str(self.least)
        return f"{self.least} to {self.most}"


ROW_FUNCTIONS = frozenset({"position", "indexed-repeat", "pulldata", "once"})
"""Functions on rows that repeat, on files, and on what was kept before."""

REFUSED = {
    "random": "the same answers would give something else each time",
    "uuid": "the same answers would give something else each time",
    "instance": "other forms and files are not read",
    "randomize": "the same answers would give something else each time",
}

FUNCTIONS: dict[str, Function] = {
    "true": Function(0, 0, lambda _given, _context: True),
    "false": Function(0, 0, lambda _given, _context: False),
    "not": Function(1, 1, lambda given, _context: not to_boolean(given[0])),
    "boolean": Function(1, 1, lambda given, _context: to_boolean(given[0])),
    "string": Function(1, 1, lambda given, _context: to_string(given[0])),
    "number": Function(1, 1, lambda given, _context: to_number(given[0])),
    "if": Function(3, 3),
    "coalesce": Function(2, 2),
    "once": Function(1, 1),
    "position": Function(1, 1),
    "indexed-repeat": Function(3, 3),
    "jr:choice-name": Function(2, 2),
    "selected": Function(2, 2),
    "selected-at": Function(2, 2, choice_functions.selected_at),
    "count-selected": Function(1, 1, choice_functions.count_selected),
    "pulldata": Function(4, 4, choice_functions.pull),
    "regex": Function(2, 2, text_functions.regex, text_functions.count_pattern_steps),
    "string-length": Function(1, 1, text_functions.string_length),
    "concat": Function(1, MANY, text_functions.concat),
    "join": Function(2, MANY, text_functions.join),
    "contains": Function(2, 2, text_functions.contains),
    "starts-with": Function(2, 2, text_functions.starts_with),
    "int": Function(1, 1, number_functions.whole),
    "round": Function(1, 2, number_functions.rounded),
    "sum": Function(1, MANY, number_functions.total),
    "count": Function(1, 1, number_functions.count),
    "min": Function(1, MANY, number_functions.least),
    "max": Function(1, MANY, number_functions.most),
    "today": Function(0, 0, date_functions.today),
    "now": Function(0, 0, date_functions.now),
    "date": Function(1, 1, date_functions.date_of),
    "decimal-date-time": Function(1, 1, date_functions.decimal),
    "format-date": Function(2, 2, date_functions.format_date),
    "format-date-time": Function(2, 2, date_functions.format_date),
}
