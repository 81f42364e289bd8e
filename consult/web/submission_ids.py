"""The id that a form carries, so that a button pressed twice does once what it does."""

from flask import request

from consult.models.base import new_id

LONGEST = 40


def find_submission_id() -> str:
    """The id of the form that was sent, or a new one for a form that is shown."""
    return request.form.get("submission_id", "")[:LONGEST] or new_id()
