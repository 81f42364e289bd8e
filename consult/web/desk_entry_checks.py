"""A return typed in by staff, held against the conditions of its form: all questions stand on one page."""

from collections.abc import Iterator

from consult.web.refusing import refuse_typed
from forms.builder import QuestionForm, field_name
from forms.definitions import Questionnaire
from forms.expressions.contexts import Moment
from forms.flow.plans import has_expressions
from forms.flow.reaching import Reach, reach
from forms.routing import list_unanswered_required

NOT_ASKED = "The form does not ask this beside the other answers. Take the answer out, or correct the others"
NOT_OFFERED = "This choice is not offered beside the other answers"


def check_entered(form: QuestionForm, definition: Questionnaire, moment: Moment) -> None:
    """Put an error beside each answer that is missing, not asked for, not offered or refused."""
    if not has_expressions(definition):
        return
    reached = reach(definition, form.answers(), moment)
    refuse_typed(form, reached)
    for id, message in _list_errors(form, reached):
        field = form[field_name(id)]
        if not field.errors:
            field.errors, field.error_language = [message], form.wording.interface_language


def _list_errors(form: QuestionForm, reached: Reach) -> Iterator[tuple[str, str]]:
    asked = {question.id for question in reached.form.questions()}
    for id, answer in form.answers().items():
        if answer is not None and id not in asked:
            yield id, NOT_ASKED
        elif answer is not None and id not in reached.counted:
            yield id, NOT_OFFERED
    for question in list_unanswered_required(reached):
        yield question.id, form[field_name(question.id)].handler.required_message
