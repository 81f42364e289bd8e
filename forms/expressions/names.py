"""What an expression looks at."""

from forms.expressions.nodes import Call, Column, Expression, Literal, Own, Reference, walk
from forms.expressions.parsing import find_named_question


def list_references(expression: Expression) -> tuple[Reference, ...]:
    """List the questions and calculations whose values it looks at, as often as it does."""
    return tuple(one for one in walk(expression.root) if isinstance(one, Reference))


def list_columns(expression: Expression) -> tuple[Column, ...]:
    """List the columns of a choice that it looks at."""
    return tuple(one for one in walk(expression.root) if isinstance(one, Column))


def list_calls(expression: Expression) -> tuple[Call, ...]:
    """List the functions that it calls."""
    return tuple(one for one in walk(expression.root) if isinstance(one, Call))


def list_named_questions(expression: Expression) -> tuple[Reference, ...]:
    """List the questions whose choices it names."""
    return tuple(
        find_named_question(call) for call in list_calls(expression) if call.name == "jr:choice-name"
    )


def list_patterns(expression: Expression) -> tuple[str, ...]:
    """List the patterns that texts are matched with."""
    found = (call.arguments[1] for call in list_calls(expression) if call.name == "regex")
    return tuple(str(one.value) for one in found if isinstance(one, Literal))


def find_own(expression: Expression) -> Own | None:
    """Return the first `.` in it, if any."""
    return next((one for one in walk(expression.root) if isinstance(one, Own)), None)
