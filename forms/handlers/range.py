"""A number within bounds, step by step: a row of choices where there are few, else typed."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

from collections.abc import Sequence
from decimal import Decimal

from forms.bounds import Bounds, read_bounds, write_number
from forms.definitions import Question
from forms.handlers.base import Answer, AnswerError, AnswerField, Handler, Params, Shown, Told, Value
from forms.handlers.decimal import DecimalHandler
from forms.handlers.integer import MOST_DIGITS
from forms.messages import (
    NUMBER_TOO_LARGE,
    RANGE_BETWEEN_STEPS,
    RANGE_HINT,
    RANGE_HINT_WHOLE,
    RANGE_OUTSIDE,
    REQUIRED,
)
from forms.paper.blanks import Blank, Shape
from forms.widgets import group_params, input_params, with_hints

MOST_CHOICES = 11
"""As many are shown side by side: from 0 to 10."""

_NUMBERS = DecimalHandler()


class RangeHandler(Handler):
    """A whole number where start, end and step are whole, else the digits of one; never a slider.

    A slider always has a value, so that nobody could leave the question unanswered, and shows none of it.
    """

    kind = "range"
    tells = Told.NUMBER
    required_message = REQUIRED

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the number. Raises: AnswerError outside the bounds and between the steps."""
        return _keep(_NUMBERS.parse(raw, question), read_bounds(question.parameters))

    def parse_cell(self, text: str, question: Question) -> Answer | None:
        """Read a cell as that of any number."""
        return _keep(_NUMBERS.parse_cell(text, question), read_bounds(question.parameters))

    def find_told(self, question: Question) -> Told:
        """Return a choice where few numbers are offered: adding up places on a scale says nothing."""
        return Told.ONE_CHOICE if list_scale(question) else self.tells

    def to_raw(self, answer: Answer) -> list[str]:
        """Return the number in digits."""
        is_one = isinstance(answer, int | str) and not isinstance(answer, bool)
        return [str(answer)] if is_one else []

    def to_value(self, answer: Answer) -> Value:
        """Return the number as expressions reckon with it."""
        return float(str(answer))

    def params(self, field: AnswerField) -> Params:
        """Return radios where few numbers are offered, else a short input; the hint says the bounds."""
        bounds = read_bounds(field.question.parameters)
        message, said = _say_bounds(bounds)
        hint = field.wording.own(message, **said)
        if scale := list_scale(field.question):
            items = [_make_item(text, field) for text in scale]
            return group_params(field, hint) | {"items": items, "classes": "govuk-radios--inline"}
        return with_hints(input_params(field), field, hint) | {
            "classes": "govuk-input--width-10",
            "inputmode": "numeric" if bounds.is_whole else "decimal",
            "spellcheck": False,
        }

    def leave_blank(self, question: Question) -> Blank:
        """Return one line, and say the bounds."""
        instruction, said = _say_bounds(read_bounds(question.parameters))
        return Blank(Shape.LINES, 1, instruction=instruction, values=said)

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return the number in digits, as every language here can read them."""
        return ((str(answer), language),)


def list_scale(question: Question) -> tuple[str, ...]:
    """List the numbers of a scale, as they are shown and counted; nothing where there are too many."""
    bounds = read_bounds(question.parameters)
    if bounds.count > MOST_CHOICES:
        return ()
    return tuple(write_number(bounds.start + place * bounds.step) for place in range(bounds.count))


def _say_bounds(bounds: Bounds) -> tuple[str, dict[str, str]]:
    message = RANGE_HINT_WHOLE if bounds.is_whole and bounds.step == 1 else RANGE_HINT
    return message, {name: write_number(getattr(bounds, name)) for name in ("start", "end", "step")}


def _make_item(text: str, field: AnswerField) -> Params:
    return {"value": text, "text": text, "checked": text in field.typed}


def _keep(typed: Answer | None, bounds: Bounds) -> Answer | None:
    if typed is None:
        return None
    number = Decimal(str(typed))
    if not bounds.has(number):
        raise _refuse(number, bounds)
    if bounds.is_whole:
        return int(number)
    if len(number.as_tuple().digits) > MOST_DIGITS:
        raise AnswerError(NUMBER_TOO_LARGE, most=MOST_DIGITS)
    return write_number(number)


def _refuse(number: Decimal, bounds: Bounds) -> AnswerError:
    if not bounds.start <= number <= bounds.end:
        start, end = write_number(bounds.start), write_number(bounds.end)
        return AnswerError(RANGE_OUTSIDE, start=start, end=end)
    below = bounds.find_below(number)
    above = below + bounds.step if below + bounds.step <= bounds.end else below
    said = {"step": bounds.step, "below": below, "above": above}
    return AnswerError(RANGE_BETWEEN_STEPS, **{name: write_number(one) for name, one in said.items()})
