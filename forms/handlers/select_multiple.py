"""Any number of choices; their names are stored in the questionnaire's order."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

from collections.abc import Sequence

from forms.definitions import Question, find_text
from forms.handlers.base import (
    Answer,
    AnswerError,
    AnswerField,
    Handler,
    Params,
    Shown,
    Told,
    find_choice_label,
)
from forms.messages import REQUIRED_CHOICES, SELECT_ALL_HINT, UNKNOWN_CHOICE
from forms.paper.blanks import Blank, Shape
from forms.paper.words import TICK_ALL
from forms.widgets import choice_items, group_params


class SelectMultipleHandler(Handler):
    """A list of names, each once, in the order of the choices; in a cell one space stands between them."""

    kind = "select_multiple"
    tells = Told.CHOICES
    required_message = REQUIRED_CHOICES

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the chosen names. Raises: AnswerError if one of them is not a choice."""
        given = {name.strip() for name in raw} - {""}
        chosen = [choice.name for choice in question.choices if choice.name in given]
        if len(chosen) != len(given):
            raise AnswerError(UNKNOWN_CHOICE)
        return chosen or None

    def parse_cell(self, text: str, question: Question) -> Answer | None:
        """Read names set apart by spaces."""
        return self.parse(text.split(), question)

    def format_cell(self, answer: Answer | None) -> str:
        """Write the names with one space between them."""
        return " ".join(_names(answer))

    def to_raw(self, answer: Answer) -> list[str]:
        """Return the names."""
        return _names(answer)

    def is_valid(self, answer: object, question: Question) -> bool:
        """Tell whether all are choices, in whatever order an earlier version had them."""
        known = {choice.name for choice in question.choices}
        return isinstance(answer, list) and bool(answer) and all(name in known for name in answer)

    def is_empty(self, answer: Answer | None) -> bool:
        """Tell whether nothing is chosen."""
        return not _names(answer)

    def params(self, field: AnswerField) -> Params:
        """Return checkboxes, and say that several may be ticked."""
        hint = field.wording.own(SELECT_ALL_HINT)
        return group_params(field, hint) | {"items": choice_items(field)}

    def leave_blank(self, question: Question) -> Blank:
        """Return a box before each choice."""
        return Blank(Shape.ANY_OF, instruction=TICK_ALL)

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return the labels, one a line."""
        labels = (find_choice_label(name, question) for name in _names(answer))
        return tuple(find_text(label, language, default) for label in labels)


def _names(answer: Answer | None) -> list[str]:
    return list(answer) if isinstance(answer, list) else []
