"""Choices in an order, each with its number: all of them, or those that matter."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

from collections.abc import Sequence

from forms.definitions import Choice, Question, Text, find_text
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
from forms.handlers.integer import to_ascii_digits
from forms.messages import RANK_HINT, RANK_NOT_PLACE, RANK_SAME_PLACE, REQUIRED_RANK, UNKNOWN_CHOICE
from forms.paper.blanks import Blank, Shape
from forms.widgets import group_params


class RankHandler(Handler):
    """A list of names, the first one first; choices without a number are not in it."""

    kind = "rank"
    tells = Told.ORDER
    required_message = REQUIRED_RANK

    def list_parts(self, question: Question) -> tuple[str, ...]:
        """Return the names of the choices, each of which has an input."""
        return tuple(choice.name for choice in question.choices)

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the names in the order of their numbers; raw has the number beside each choice.

        A number may be left out between others: it is the order that counts. Raises: AnswerError naming the
        choice whose number is none, or is that of another.
        """
        most, places = len(question.choices), dict[int, Choice]()
        for choice, text in zip(question.choices, (*raw, *[""] * most), strict=False):
            typed = to_ascii_digits(text)
            if not typed:
                continue
            place = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0
            if not 1 <= place <= most:
                raise AnswerError(RANK_NOT_PLACE, parts=[choice.name], most=most, choice=_say(choice))
            other = places.setdefault(place, choice)
            if other is not choice:
                both = {"choice": _say(other), "other": _say(choice)}
                raise AnswerError(RANK_SAME_PLACE, parts=[choice.name, other.name], **both)
        return [places[place].name for place in sorted(places)] or None

    def parse_cell(self, text: str, question: Question) -> Answer | None:
        """Read names set apart by spaces, the first one first. Raises: AnswerError for any other."""
        names = text.split()
        if names and not self.is_valid(names, question):
            raise AnswerError(UNKNOWN_CHOICE)
        return names or None

    def format_cell(self, answer: Answer | None) -> str:
        """Write the names in their order with one space between them."""
        return " ".join(_names(answer))

    def to_raw(self, answer: Answer) -> list[str]:
        """Return the names in their order."""
        return _names(answer)

    def lay_out(self, answer: Answer, question: Question) -> list[str]:
        """Return the number beside each choice of the question."""
        places = {name: str(place) for place, name in enumerate(_names(answer), 1)}
        return [places.get(choice.name, "") for choice in question.choices]

    def is_valid(self, answer: object, question: Question) -> bool:
        """Tell whether all are choices, each once."""
        known = set(self.list_parts(question))
        return (
            isinstance(answer, list)
            and bool(answer)
            and all(isinstance(name, str) and name in known for name in answer)
            and len(set(answer)) == len(answer)
        )

    def is_empty(self, answer: Answer | None) -> bool:
        """Tell whether nothing has a number."""
        return not _names(answer)

    def params(self, field: AnswerField) -> Params:
        """Return one short input for each choice, labelled with it, those that are wrong marked."""
        hint = field.wording.own(RANK_HINT)
        items = [_make_item(choice, place, field) for place, choice in enumerate(field.question.choices)]
        return group_params(field, hint) | {"id": field.id, "items": items}

    def leave_blank(self, question: Question) -> Blank:
        """Return a box for a number before each choice."""
        return Blank(Shape.RANKED, instruction=RANK_HINT)

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return the labels with their numbers, one a line."""
        labels = (find_text(find_choice_label(name, question), language, default) for name in _names(answer))
        return tuple((f"{place}. {text}", tag) for place, (text, tag) in enumerate(labels, 1))


def _make_item(choice: Choice, place: int, field: AnswerField) -> Params:
    is_wrong = bool(field.errors) and choice.name in field.wrong_parts
    return {
        "id": f"{field.id}-{choice.name}",
        "name": f"{field.name}-{choice.name}",
        "label": {"html": field.wording.mark_up(field.wording.find(_say(choice)))},
        "classes": "govuk-input--width-2" + " govuk-input--error" * is_wrong,
        "value": "".join(field.typed[place : place + 1]),
        "inputmode": "numeric",
        "spellcheck": False,
    }


def _say(choice: Choice) -> Text:
    return choice.label or {"": choice.name}


def _names(answer: Answer | None) -> list[str]:
    return list(answer) if isinstance(answer, list) else []
