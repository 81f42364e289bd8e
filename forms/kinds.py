"""The one table of kinds of question: to add one, write its handler and template and a row here."""

from forms.errors import FormsError
from forms.handlers.acknowledge import AcknowledgeHandler
from forms.handlers.base import Handler
from forms.handlers.date import DateHandler
from forms.handlers.date_time import DateTimeHandler
from forms.handlers.decimal import DecimalHandler
from forms.handlers.integer import IntegerHandler
from forms.handlers.note import NoteHandler
from forms.handlers.range import RangeHandler
from forms.handlers.rank import RankHandler
from forms.handlers.select_multiple import SelectMultipleHandler
from forms.handlers.select_one import SelectOneHandler
from forms.handlers.text import TextHandler
from forms.handlers.time import TimeHandler

HANDLERS: dict[str, Handler] = {
    "text": TextHandler(),
    "integer": IntegerHandler(),
    "decimal": DecimalHandler(),
    "range": RangeHandler(),
    "date": DateHandler(),
    "time": TimeHandler(),
    "dateTime": DateTimeHandler(),
    "select_one": SelectOneHandler(),
    "select_multiple": SelectMultipleHandler(),
    "rank": RankHandler(),
    "acknowledge": AcknowledgeHandler(),
    "note": NoteHandler(),
}


def get_handler(kind: str) -> Handler:
    """Return the handler of a kind. Raises: F004."""
    if kind not in HANDLERS:
        raise FormsError("F004", kind=kind, known=", ".join(HANDLERS))
    return HANDLERS[kind]
