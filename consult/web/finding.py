"""What a script shows while somebody types part of a choice: the first ones that fit, and nothing is kept."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from forms.builder import QuestionForm
from forms.fields import AnswerField
from forms.handlers import finding, searching

FRAGMENT, FOUND = "X-Fragment", "found"
FIND_FIELD = "_find_"


def list_found(form: QuestionForm, name: str) -> ResponseReturnValue:
    """The labels that fit what was typed into a field, each with its language, and how many fit in all.

    Typed words are sent as a form is, so that no address and no log holds them. Nothing is found for a field
    that is not on the page, or whose choices are shown.
    """
    field = form[name] if name in form else None  # noqa: SIM401 (a form has no `get`)
    if not isinstance(field, AnswerField) or not finding.is_looked_through(field.question):
        return jsonify(found=[], count=0)
    found, count = searching.list_found(field)
    return jsonify(found=[{"text": text, "lang": tag} for text, tag in found], count=count)
