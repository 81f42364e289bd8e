"""What an answer is, and how one is refused."""

from collections.abc import Mapping, Sequence

Answer = str | int | list[str]
"""What is stored as JSON: str for text, a date or time (ISO), a number with a part behind its point and one
choice; int for a whole number; list for several choices."""

Shown = tuple[str, str]
"""A text and the language it is in; the language is empty where the answer's own language is meant."""


class AnswerError(ValueError):
    """An answer that cannot be taken; `message` is untranslated, `parts` name the wrong inputs.

    values: what fills the message; a text in several languages is said in that of whoever reads it.
    """

    def __init__(self, message: str, *, parts: Sequence[str] = (), **values: object) -> None:
        said = {name: _say_first(value) for name, value in values.items()}
        super().__init__(message % said if values else message)
        self.message = message
        self.values = values
        self.parts = tuple(parts)


def _say_first(value: object) -> object:
    return next(iter(value.values()), "") if isinstance(value, Mapping) else value
