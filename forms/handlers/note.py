"""A note: words to read, with nothing to answer."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

from collections.abc import Sequence

from forms.definitions import Question
from forms.handlers.base import Answer, AnswerField, Handler, Params, Shown, Told
from forms.messages import REQUIRED
from forms.paper.blanks import NOTHING, Blank
from forms.widgets import note_params


class NoteHandler(Handler):
    """Never has an answer, whatever is sent."""

    kind = "note"
    tells = Told.NOTHING
    parts = ()
    required_message = REQUIRED

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return None."""
        return None

    def to_raw(self, answer: Answer) -> list[str]:
        """Return nothing."""
        return []

    def is_empty(self, answer: Answer | None) -> bool:
        """Say yes."""
        return True

    def leave_blank(self, question: Question) -> Blank:
        """Return nothing."""
        return NOTHING

    def params(self, field: AnswerField) -> Params:
        """Return the note's paragraphs; the builder asks for them without a field."""
        return note_params(field.question, field.wording)

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return no line."""
        return ()
