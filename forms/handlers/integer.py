"""Whole numbers, typed in the digits of any script."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

import re
from collections.abc import Sequence

from forms.definitions import Question
from forms.handlers.base import Answer, AnswerError, AnswerField, Handler, Params, Shown, Told, Value
from forms.intake import as_given
from forms.messages import NOT_WHOLE_NUMBER, NUMBER_TOO_LARGE, REQUIRED
from forms.paper.blanks import ONE_LINE, Blank
from forms.widgets import input_params

MOST_DIGITS = 15
"""Up to here every program that reads the tables keeps the number exact."""

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]")
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[,٬'’\s])\d{3}(?:(?P=mark)\d{3})*")
_MINUS = re.compile("[−–﹣-]")


def to_ascii_digits(text: str) -> str:
    """Return the text with the digits of any script as 0 to 9, without invisible direction marks."""
    visible = _INVISIBLE.sub("", text).strip()
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in visible)


class IntegerHandler(Handler):
    """A whole number; thousands may be set apart by one kind of mark."""

    kind = "integer"
    tells = Told.NUMBER
    required_message = REQUIRED

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the number. Raises: AnswerError for fractions, words, and more than 15 digits."""
        text = to_ascii_digits(as_given("".join(raw[:1])))
        if not text:
            return None
        negative = bool(_MINUS.match(text))
        return -_read_digits(text[1:].lstrip()) if negative else _read_digits(text.removeprefix("+"))

    def parse_cell(self, text: str, question: Question) -> Answer | None:
        """Read a cell; spreadsheets write a whole number as 12.0 too."""
        return self.parse([re.sub(r"^(\D?\d+)\.0+$", r"\1", text.strip())], question)

    def to_raw(self, answer: Answer) -> list[str]:
        """Return the number in digits."""
        return [str(int(answer))] if isinstance(answer, int) and not isinstance(answer, bool) else []

    def to_value(self, answer: Answer) -> Value:
        """Return the number."""
        return float(str(answer))

    def params(self, field: AnswerField) -> Params:
        """Return a short input that brings up digits."""
        return input_params(field) | {
            "classes": "govuk-input--width-10",
            "inputmode": "numeric",
            "spellcheck": False,
        }

    def leave_blank(self, question: Question) -> Blank:
        """Return one line."""
        return ONE_LINE

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return the number in digits, as every language here can read them."""
        return ((str(answer), language),)


def _read_digits(text: str) -> int:
    plain = re.sub(r"\D", "", text) if _GROUPED.fullmatch(text) else text
    if not (plain.isascii() and plain.isdecimal()):
        raise AnswerError(NOT_WHOLE_NUMBER)
    if len(plain.lstrip("0")) > MOST_DIGITS:
        raise AnswerError(NUMBER_TOO_LARGE, most=MOST_DIGITS)
    return int(plain)
