"""Words: one line, or several where the appearance is "multiline"."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

from collections.abc import Sequence

from forms.definitions import Question
from forms.handlers.base import Answer, AnswerError, AnswerField, Handler, Params, Shown, Told
from forms.intake import as_given
from forms.messages import REQUIRED, TEXT_TOO_LONG
from forms.paper.blanks import MANY_LINES, ONE_LINE, Blank
from forms.widgets import input_params

MOST_CHARACTERS = 100_000


class TextHandler(Handler):
    """Text is kept as given; one that is blank from end to end is no answer."""

    kind = "text"
    tells = Told.WORDS
    required_message = REQUIRED

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the text as given. Raises: AnswerError above 100,000 characters."""
        text = as_given("".join(raw[:1]))
        if len(text) > MOST_CHARACTERS:
            raise AnswerError(TEXT_TOO_LONG, length=f"{len(text):,}", most=f"{MOST_CHARACTERS:,}")
        return text if text.strip() else None

    def to_raw(self, answer: Answer) -> list[str]:
        """Return the text itself."""
        return [str(answer)]

    def params(self, field: AnswerField) -> Params:
        """Return a text input or, for several lines, a text area; each letter finds its own direction."""
        broken = any("\n" in text for text in field.typed)  # a one-line input would lose the line breaks
        multiline = broken or "multiline" in field.question.appearance.split()
        params = input_params(field) | {"multiline": multiline, "attributes": {"dir": "auto"}}
        if multiline and params["value"].startswith("\n"):
            params["value"] = "\n" + params["value"]  # browsers drop the first line break of a text area
        return params | ({"rows": 8} if multiline else {})

    def leave_blank(self, question: Question) -> Blank:
        """Return one line, or many where several are asked for."""
        return MANY_LINES if "multiline" in question.appearance.split() else ONE_LINE

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return the text in the answer's own language."""
        return ((str(answer), ""),)
