"""Words: one line, or several where the appearance is "multiline"."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

from collections.abc import Sequence

from forms.definitions import Question
from forms.handlers.base import Answer, Handler, AnswerError, Shown
from forms.intake import as_given
from forms.messages import REQUIRED, TEXT_TOO_LONG

MOST_CHARACTERS = 100_000


class TextHandler(Handler):
    """Text is kept as given; one that is blank from end to end is no answer."""

    kind = "text"
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

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return the text in the answer's own language."""
        return ((str(answer), ""),)
