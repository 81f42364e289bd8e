"""Which choices of a question are offered now."""

from collections.abc import Iterator
from dataclasses import replace

from forms.definitions import Choice
from forms.expressions.contexts import Budget, Context, TooMuchWork
from forms.expressions.evaluating import evaluate
from forms.expressions.names import list_columns
from forms.expressions.nodes import Expression
from forms.expressions.values import to_boolean

MOST_FILTER_STEPS = 1_000_000
"""For one filter over all choices of its question; choices that say the same are looked at once."""


def filter_choices(choices: tuple[Choice, ...], wanted: Expression, context: Context) -> Iterator[Choice]:
    """List the choices for which a filter holds, in their order; all of them where it takes too long."""
    used = tuple(dict.fromkeys(column.name for column in list_columns(wanted)))
    own = replace(context, budget=Budget(MOST_FILTER_STEPS))
    known: dict[tuple[str, ...], bool] = {}
    for choice in choices:
        said = tuple(find_column(choice, name) for name in used)
        if said not in known:
            columns = dict(zip(used, said, strict=True))
            known[said] = _holds(wanted, replace(own, columns=columns))
        if known[said]:
            yield choice


def find_column(choice: Choice, name: str) -> str:
    """Return what a column says of a choice; its name and list are columns too."""
    return choice.name if name == "name" else choice.columns.get(name, "")


def _holds(wanted: Expression, context: Context) -> bool:
    try:
        return to_boolean(evaluate(wanted, context))
    except TooMuchWork:
        return True
