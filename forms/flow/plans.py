"""A form's expressions, read once and put in order, so that one pass works everything out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.definitions import Calculation, ConditionalGroup, Question, Questionnaire
from forms.expressions.names import list_references
from forms.expressions.nodes import Expression
from forms.expressions.order import put_in_order
from forms.expressions.parsing import parse
from forms.flow.keeping import keep_while_alive


@dataclass(frozen=True)
class Step:
    """One question, note or calculation: the expressions of its groups and its own."""

    id: str
    relevant: tuple[Expression, ...]
    choice_filter: Expression | None = None
    required_if: Expression | None = None
    constraint: Expression | None = None
    calculation: Expression | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The names that its value waits for; whether it is required or refused changes no value."""
        waiting = (*self.relevant, self.choice_filter, self.calculation)
        return tuple(one.name for held in waiting if held for one in list_references(held))


@keep_while_alive
def has_expressions(definition: Questionnaire) -> bool:
    """Tell whether anything about a form depends on what is answered."""
    return bool(definition.groups or definition.calculations) or any(
        one.relevant or one.choice_filter or one.required_if or one.constraint
        for page in definition.pages
        for one in page.questions
    )


@keep_while_alive
def find_plan(definition: Questionnaire) -> tuple[Step, ...]:
    """Return the steps of a form, each after those it waits for.

    Raises: FormsError (F301 and after), CycleFound; neither for a form that was imported.
    """
    steps = {step.id: step for step in _list_steps(definition)}
    return tuple(steps[id] for id in put_in_order({id: step.needs for id, step in steps.items()}))


def _list_steps(definition: Questionnaire) -> Iterator[Step]:
    """List the steps of a form in its order, calculations first."""
    groups = {one.id: one for one in definition.groups}
    for one in definition.calculations:
        yield Step(one.id, _list_relevant(one, groups), calculation=parse(one.expression))
    for page in definition.pages:
        for question in page.questions:
            yield Step(
                question.id,
                _list_relevant(question, groups),
                _read(question.choice_filter),
                _read(question.required_if),
                _read(question.constraint),
            )


def _list_relevant(
    one: Question | Calculation, groups: Mapping[str, ConditionalGroup]
) -> tuple[Expression, ...]:
    """List the conditions of the groups that something stands in, from the outermost, and its own."""
    found, id = [one.relevant], one.group_id
    while id:
        found.append(groups[id].relevant)
        id = groups[id].parent_id
    return tuple(parse(text) for text in reversed(found) if text)


def _read(text: str) -> Expression | None:
    return parse(text) if text else None
