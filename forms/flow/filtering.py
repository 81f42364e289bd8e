"""Which choices of a question are offered now."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from forms.definitions import Choice, Question
from forms.expressions.contexts import MOST_PAGE_TEXT, MOST_STEPS, Budget, Context, TooMuchWork
from forms.expressions.evaluating import evaluate
from forms.expressions.names import list_columns
from forms.expressions.nodes import Expression
from forms.expressions.values import to_boolean

MOST_FILTER_STEPS = 1_000_000
"""For one filter over all choices of its question, and for those of a whole form in one pass."""


def give_filters_their_own(context: Context) -> Context:
    """Return a context in which filters take nothing from the steps of other expressions."""
    return replace(context, budget=Budget(MOST_FILTER_STEPS))


def filter_choices(
    question: Question, wanted: Expression, context: Context, among: Collection[str] | None = None
) -> Iterator[Choice]:
    """List the choices for which a filter holds, in their order; one that takes too much work stays.

    Choices that say the same are looked at once. How much work and text one may take depends on the number of
    all, not on those before it: a choice that is offered is one that counts.
    among: the names of the only choices to look at.
    """
    used = tuple(dict.fromkeys(column.name for column in list_columns(wanted)))
    bounded = _bound_each(context, len(question.choices))
    known: dict[tuple[str, ...], bool] = {}
    for choice in question.choices:
        if among is not None and choice.name not in among:
            continue
        said = tuple(find_column(choice, name) for name in used)
        if said not in known:
            columns = dict(zip(used, said, strict=True))
            known[said] = _holds(wanted, replace(bounded, columns=columns))
        if known[said]:
            yield choice


def find_column(choice: Choice, name: str) -> str:
    """Return what a column says of a choice; its name is a column too."""
    return choice.name if name == "name" else choice.columns.get(name, "")


def _bound_each(context: Context, count: int) -> Context:
    """Return a context for one of so many choices, which takes nothing from the others."""
    steps = max(1, min(MOST_STEPS, MOST_FILTER_STEPS // count))
    return replace(context, most_steps=steps, most_text=MOST_PAGE_TEXT // count)


def _holds(wanted: Expression, context: Context) -> bool:
    try:
        return to_boolean(evaluate(wanted, context))
    except TooMuchWork:
        return True
