"""What an answer is, and how one is refused."""

from collections.abc import Sequence

Answer = str | int | list[str]
"""What is stored as JSON: str for text, a date (ISO) and one choice; int; list for several choices."""

Shown = tuple[str, str]
"""A text and the language it is in; the language is empty where the answer's own language is meant."""


class AnswerError(ValueError):
    """An answer that cannot be taken; `message` is untranslated, `parts` name the wrong inputs."""

    def __init__(self, message: str, *, parts: Sequence[str] = (), **values: object) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.values = values
        self.parts = tuple(parts)
