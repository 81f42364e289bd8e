"""A number within bounds, step by step: a row of choices where there are few, else typed."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

from collections.abc import Callable, Sequence
from decimal import Decimal

from forms.bounds import Bounds, read_bounds, write_number
from forms.definitions import Question
from forms.handlers.base import Answer, AnswerError, AnswerField, Handler, Params, Shown, Told, Value
from forms.handlers.decimal import DecimalHandler
from forms.handlers.integer import MOST_DIGITS
from forms.messages import (
    NUMBER_TOO_LARGE,
    NUMBER_TWO_WAYS,
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
        chosen, bounds = "".join(raw[:1]), read_bounds(question.parameters)
        is_shown = chosen in list_scale(question)
        return _keep(chosen if is_shown else _read(_NUMBERS.parse, raw, question, bounds), bounds)

    def parse_cell(self, text: str, question: Question) -> Answer | None:
        """Read a cell as that of any number."""
        bounds = read_bounds(question.parameters)
        return _keep(_read(_NUMBERS.parse_cell, text, question, bounds), bounds)

    def is_valid(self, answer: object, question: Question) -> bool:
        """Tell whether it is one of the numbers offered, as they are stored; how it is typed says nothing."""
        if not isinstance(answer, int | str) or isinstance(answer, bool):
            return False
        try:
            return _keep(str(answer), read_bounds(question.parameters)) == answer
        except (AnswerError, ArithmeticError):
            return False

    def find_told(self, question: Question) -> Told:
        """Return a choice where few numbers are offered: adding up places on a scale says nothing."""
        return Told.ONE_CHOICE if list_scale(question) else self.tells

    def to_raw(self, answer: Answer) -> list[str]:
        """Return the number in digits."""
        is_one = isinstance(answer, int | str) and not isinstance(answer, bool)
        return [str(answer)] if is_one else []

    def lay_out(self, answer: Answer, question: Question) -> list[str]:
        """Return the number as its radio has it or, where it is typed, so that it reads in one way."""
        shown = self.to_raw(answer)
        is_radio = bool(list_scale(question))
        return shown if is_radio else [str(_NUMBERS.parse_cell(text, question)) for text in shown]

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


def _read(
    read: Callable[..., Answer | None], given: object, question: Question, bounds: Bounds
) -> Answer | None:
    """Read a number; of the two that “1.125” can be it is the one that is offered, where only one is."""
    try:
        return read(given, question)
    except AnswerError as error:
        both = error.values if error.message == NUMBER_TWO_WAYS else {}
        offered = [text for text in both.values() if bounds.has(Decimal(str(text)))]
        if len(offered) != 1:
            raise
        return str(offered[0])


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
