"""Whether an answer keeps to the constraint of its question."""

from dataclasses import replace

from forms.answers import Answer
from forms.definitions import Question
from forms.expressions.contexts import TooMuchWork
from forms.expressions.evaluating import evaluate
from forms.expressions.values import to_boolean
from forms.flow.reaching import Reach
from forms.kinds import get_handler


def is_refused(question: Question, answer: Answer, reach: Reach) -> bool:
    """Tell whether a constraint refuses an answer; one that takes too much work to tell refuses nothing."""
    constraint = reach.constraints.get(question.id)
    if constraint is None:
        return False
    own = replace(reach.context, own=get_handler(question.kind).to_value(answer), budget=reach.checking)
    try:
        return not to_boolean(evaluate(constraint, own))
    except TooMuchWork:
        return False


def list_refused(reach: Reach) -> tuple[Question, ...]:
    """List the questions whose answer the form does not take now, in the order asked.

    Either its constraint refuses the answer, or some of what was chosen is no longer offered.
    """
    if not reach.constraints and not reach.not_offered:
        return ()
    return tuple(
        question
        for question in reach.form.questions()
        if question.id in reach.not_offered
        or (question.id in reach.counted and is_refused(question, reach.counted[question.id], reach))
    )
