"""The one table of kinds of question: to add one, write its handler and template and a row here."""

from forms.errors import FormsError
from forms.handlers.base import Handler
from forms.handlers.date import DateHandler
from forms.handlers.integer import IntegerHandler
from forms.handlers.note import NoteHandler
from forms.handlers.select_multiple import SelectMultipleHandler
from forms.handlers.select_one import SelectOneHandler
from forms.handlers.text import TextHandler

HANDLERS: dict[str, Handler] = {
    "text": TextHandler(),
    "integer": IntegerHandler(),
    "date": DateHandler(),
    "select_one": SelectOneHandler(),
    "select_multiple": SelectMultipleHandler(),
    "note": NoteHandler(),
}


def get_handler(kind: str) -> Handler:
    """Return the handler of a kind. Raises: F004."""
    if kind not in HANDLERS:
        raise FormsError("F004", kind=kind, known=", ".join(HANDLERS))
    return HANDLERS[kind]
