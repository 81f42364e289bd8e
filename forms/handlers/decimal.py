"""Numbers that may have a part behind the mark, exact as they were typed, in the digits of any script."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

import re
from collections.abc import Sequence
from decimal import Decimal

from forms.definitions import Question
from forms.handlers.base import Answer, AnswerError, AnswerField, Handler, Params, Shown, Told, Value
from forms.handlers.integer import MOST_DIGITS, to_ascii_digits
from forms.intake import as_given
from forms.messages import NOT_NUMBER, NUMBER_TOO_LARGE, NUMBER_TWO_WAYS, REQUIRED
from forms.paper.blanks import ONE_LINE, Blank
from forms.widgets import input_params

_SIGN = re.compile("[−–﹣-]|[+]")
_MARKS = str.maketrans({"،": ",", "，": ",", "．": ".", "’": "'", "٬": "'"})
_GROUPS = re.compile(r"[0-9]{1,3}(?P<mark>[.,'\s])[0-9]{3}(?:(?P=mark)[0-9]{3})*")
_PLAIN = re.compile(r"([+-]?)(\d{1,15})(?:\.(\d{1,15}))?(?:[eE]([+-]?\d{1,2}))?", re.ASCII)
_LENGTH_OF_GROUP = 3


class DecimalHandler(Handler):
    """A number stored as its digits with a point, such as “-12.50”: never as a fraction of a computer's.

    A point and a comma may both stand before the part or between thousands. Where they stand so that a number
    can be read in both ways, it is asked for again.
    """

    kind = "decimal"
    tells = Told.NUMBER
    required_message = REQUIRED

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the digits. Raises: AnswerError for words, two meanings, and more than 15 digits."""
        text = to_ascii_digits(as_given("".join(raw[:1]))).translate(_MARKS)
        if not text:
            return None
        sign = _SIGN.match(text)
        is_negative = bool(sign) and text[0] != "+"
        whole, part = _split(text[sign.end() :].strip() if sign else text, "-" * is_negative)
        return write_exact(is_negative, whole, part)

    def parse_cell(self, text: str, question: Question) -> Answer | None:
        """Read a cell; in tables a point stands before the part, and 12.0 is a whole number."""
        found = _PLAIN.fullmatch(to_ascii_digits(text))
        if found is None:
            return self.parse([text], question)
        sign, whole, part, exponent = found.groups(default="")
        if exponent or not part.strip("0"):
            scaled = format(Decimal(found.group()), "f")
            whole, _, part = scaled.lstrip("+-").partition(".")
            part = part.rstrip("0")
        return write_exact(sign == "-", whole, part)

    def to_raw(self, answer: Answer) -> list[str]:
        """Return the digits."""
        return [answer] if isinstance(answer, str) else []

    def to_value(self, answer: Answer) -> Value:
        """Return the number as expressions reckon with it."""
        return float(str(answer))

    def params(self, field: AnswerField) -> Params:
        """Return a short input that brings up digits and a mark."""
        return input_params(field) | {
            "classes": "govuk-input--width-10",
            "inputmode": "decimal",
            "spellcheck": False,
        }

    def leave_blank(self, question: Question) -> Blank:
        """Return one line."""
        return ONE_LINE

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return the number in digits, as every language here can read them."""
        return ((str(answer), language),)


def write_exact(is_negative: bool, whole: str, part: str) -> str:
    """Return digits as they are stored; a part of three that could be thousands gets a nought behind it.

    So what is stored can be typed again. Raises: AnswerError for more than 15 digits.
    """
    whole = whole.lstrip("0") or "0"
    if len(whole.lstrip("0")) + len(part) > MOST_DIGITS:
        raise AnswerError(NUMBER_TOO_LARGE, most=MOST_DIGITS)
    if _could_be_thousands(whole, part):
        part += "0"
    is_nought = not (whole + part).strip("0")
    return "-" * (is_negative and not is_nought) + whole + ("." + part if part else "")


def _split(text: str, sign: str) -> tuple[str, str]:
    """Return the digits before the decimal mark and behind it. sign: what stands before them."""
    if "٫" in text:
        whole, part = text.split("٫", 1)
        return _join_groups(whole or "0"), _check_digits(part)
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return _join_groups(text), ""
    mark, others = text[last], {*re.findall(r"[.,'\s]", text[:last])}
    if mark in others:
        return _join_groups(text), ""
    whole, part = text[:last], _check_digits(text[last + 1 :])
    plain = _join_groups(whole or "0")
    if not others and _could_be_thousands(plain, part):
        raise AnswerError(NUMBER_TWO_WAYS, whole=f"{sign}{plain}{part}", part=f"{sign}{plain}.{part}0")
    return plain, part


def _could_be_thousands(whole: str, part: str) -> bool:
    return len(part) == _LENGTH_OF_GROUP and len(whole) <= _LENGTH_OF_GROUP and whole.strip("0") != ""


def _join_groups(text: str) -> str:
    """Return digits without the marks between thousands."""
    return _check_digits(re.sub(r"\D", "", text) if _GROUPS.fullmatch(text) else text)


def _check_digits(text: str) -> str:
    if not (text.isascii() and text.isdecimal()):
        raise AnswerError(NOT_NUMBER)
    return text
