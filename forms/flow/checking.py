"""Whether an answer keeps to the constraint of its question."""

from dataclasses import replace

from forms.answers import Answer
from forms.definitions import Question
from forms.expressions.contexts import Budget, TooMuchWork
from forms.expressions.evaluating import evaluate
from forms.expressions.parsing import parse
from forms.expressions.values import to_boolean
from forms.flow.reaching import Reach, to_value


def is_refused(question: Question, answer: Answer, reach: Reach) -> bool:
    """Tell whether a constraint refuses an answer; one that takes too much work to tell refuses nothing."""
    if not question.constraint:
        return False
    own = replace(reach.context, own=to_value(question.kind, answer), budget=Budget())
    try:
        return not to_boolean(evaluate(parse(question.constraint), own))
    except TooMuchWork:
        return False


def list_refused(reach: Reach) -> tuple[Question, ...]:
    """List the questions whose answer counts and is refused by its constraint, in the order asked."""
    return tuple(
        question
        for question in reach.form.questions()
        if question.id in reach.counted and is_refused(question, reach.counted[question.id], reach)
    )
