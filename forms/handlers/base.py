"""What every kind of question can do, and how it refuses an answer."""

# ruff: noqa: ARG002 (a kind that says no more of itself has no use for an argument)

from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import Enum, auto
from typing import Any, ClassVar

from forms.answers import Answer, AnswerError, Shown
from forms.definitions import Question, Text
from forms.expressions.values import Value
from forms.fields import AnswerField
from forms.paper.blanks import FEW_LINES, Blank
from forms.widgets import Params
from forms.wording import Wording

__all__ = [
    "Answer",
    "AnswerError",
    "AnswerField",
    "Handler",
    "Params",
    "Shown",
    "Told",
    "Value",
    "find_choice_label",
]


class Told(Enum):
    """What the answers to a kind of question tell, so that tables know what to make of them."""

    WORDS = auto()
    NUMBER = auto()
    DAY = auto()
    TIME = auto()
    ONE_CHOICE = auto()
    CHOICES = auto()
    ORDER = auto()
    TICK = auto()
    NOTHING = auto()


class Handler(ABC):
    """One kind of question: from what was typed to what is stored, and back."""

    kind: ClassVar[str]
    tells: ClassVar[Told]
    parts: ClassVar[tuple[str, ...]] = ("",)
    required_message: ClassVar[str]

    @abstractmethod
    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the answer in what was typed, None where nothing was. Raises: AnswerError."""

    @abstractmethod
    def to_raw(self, answer: Answer) -> list[str]:
        """Return what has to be typed to give this answer."""

    @abstractmethod
    def params(self, field: AnswerField) -> Params:
        """Return the parameters for the component in templates/questions/<kind>.html."""

    @abstractmethod
    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return the answer as people read it, line by line, falling back to the default language."""

    def make_field(self, question: Question, wording: Wording, *, is_heading: bool) -> Any:
        """Return the unbound WTForms field of a question."""
        return AnswerField(question, self, wording, is_heading)

    def find_told(self, question: Question) -> Told:
        """Return what the answers to this question tell."""
        return self.tells

    def list_parts(self, question: Question) -> tuple[str, ...]:
        """Return the endings of the names of its inputs; one that is empty for an input without a part."""
        return self.parts

    def lay_out(self, answer: Answer, question: Question) -> list[str]:
        """Return what the inputs of this question hold where this is the answer."""
        return self.to_raw(answer)

    def to_value(self, answer: Answer) -> Value:
        """Return the answer as expressions see it."""
        return " ".join(answer) if isinstance(answer, list) else answer

    def parse_cell(self, text: str, question: Question) -> Answer | None:
        """Return the answer in a cell of a table, None where it is blank. Raises: AnswerError."""
        return self.parse([text], question)

    def format_cell(self, answer: Answer | None) -> str:
        """Return the answer as a cell of a table; `parse_cell` reads it back."""
        return "" if answer is None else str(answer)

    def leave_blank(self, question: Question) -> Blank:
        """Return the place that is left on paper for an answer by hand: a few lines."""
        return FEW_LINES

    def is_empty(self, answer: Answer | None) -> bool:
        """Tell whether this says nothing."""
        return answer is None or (isinstance(answer, str) and not answer.strip())

    def is_valid(self, answer: object, question: Question) -> bool:
        """Tell whether a stored value is an answer this question can have."""
        try:
            return answer is not None and self.parse(self.lay_out(answer, question), question) == answer  # type: ignore[arg-type]
        except (AnswerError, TypeError, ValueError, AttributeError, ArithmeticError):
            return False


def find_choice_label(name: str, question: Question) -> Text:
    """Return the label of a choice by its name; a name that is no longer a choice stands for itself."""
    labels = {choice.name: choice.label for choice in question.choices}
    return labels.get(name) or {"": name}
