"""A form's expressions, read once and put in order, so that one pass works everything out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from forms.definitions import Calculation, Question, Questionnaire
from forms.expressions.names import list_references
from forms.expressions.nodes import Expression
from forms.expressions.order import put_in_order
from forms.expressions.parsing import parse


@dataclass(frozen=True)
class Step:
    """One question, note or calculation: the expressions of its groups and its own."""

    id: str
    relevant: tuple[Expression, ...]
    choice_filter: Expression | None = None
    required_if: Expression | None = None
    calculation: Expression | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The names that its value waits for; whether it is required changes no value."""
        waiting = (*self.relevant, self.choice_filter, self.calculation)
        return tuple(one.name for held in waiting if held for one in list_references(held))


Written = tuple[str, tuple[str, ...], str, str, str]
"""A step as it is written: its name, its conditions, choice filter, required_if and calculation."""


def has_expressions(definition: Questionnaire) -> bool:
    """Tell whether anything about a form depends on what is answered."""
    return bool(definition.groups or definition.calculations) or any(
        one.relevant or one.choice_filter or one.required_if or one.constraint
        for page in definition.pages
        for one in page.questions
    )


def find_plan(definition: Questionnaire) -> tuple[Step, ...]:
    """Return the steps of a form, each after those it waits for.

    Raises: FormsError (F301 and after), CycleFound; neither for a form that was imported.
    """
    return _plan(tuple(list_written(definition)))


def list_written(definition: Questionnaire) -> Iterator[Written]:
    """List the steps of a form as they are written, in its order, calculations first."""
    groups = {one.id: one for one in definition.groups}

    def list_conditions(one: Question | Calculation) -> tuple[str, ...]:
        conditions, id = [one.relevant], one.group_id
        while id:
            conditions.insert(0, groups[id].relevant)
            id = groups[id].parent_id
        return tuple(filter(None, conditions))

    for one in definition.calculations:
        yield one.id, list_conditions(one), "", "", one.expression
    for page in definition.pages:
        for question in page.questions:
            yield question.id, list_conditions(question), question.choice_filter, question.required_if, ""


@lru_cache(maxsize=64)
def _plan(written: tuple[Written, ...]) -> tuple[Step, ...]:
    steps = {
        id: Step(
            id, tuple(map(parse, relevant)), _read(choice_filter), _read(required_if), _read(calculation)
        )
        for id, relevant, choice_filter, required_if, calculation in written
    }
    return tuple(steps[id] for id in put_in_order({id: step.needs for id, step in steps.items()}))


def _read(text: str) -> Expression | None:
    return parse(text) if text else None
