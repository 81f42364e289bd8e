"""Answers that a form's constraints refuse, told on the page where they were typed."""

from forms.builder import QuestionForm, field_name
from forms.flow.checking import is_refused
from forms.flow.reaching import Reach
from forms.messages import NOT_ACCEPTED


def refuse_typed(form: QuestionForm, reached: Reach) -> None:
    """Put its message beside each answer of a page that its constraint refuses.

    reached: what is asked, with what was typed in the place of what is kept.
    """
    for question_id in form.answers():
        field = form[field_name(question_id)]
        if field.errors or field.handler.is_empty(field.data):
            continue
        if is_refused(field.question, field.data, reached):
            message, language = form.wording.find(field.question.constraint_message)
            if not message:
                message, language = form.wording.own(NOT_ACCEPTED)
            field.errors, field.error_language = [message], language
