"""A time of day, typed as hour and minute in the digits of any script."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

import re
from collections.abc import Sequence
from datetime import time

from babel.dates import format_time

from forms import messages
from forms.definitions import Question
from forms.handlers.base import Answer, AnswerError, AnswerField, Handler, Params, Shown, Told
from forms.handlers.date import find_locale
from forms.handlers.integer import to_ascii_digits
from forms.handlers.parts import list_part_items
from forms.intake import as_given
from forms.paper.blanks import Blank, Shape
from forms.widgets import group_params

PARTS = ("hour", "minute")
LABELS = {"hour": messages.HOUR, "minute": messages.MINUTE}
_MISSING = {"hour": messages.TIME_WITHOUT_HOUR, "minute": messages.TIME_WITHOUT_MINUTE}
_RANGES = {"hour": (24, messages.TIME_HOUR_RANGE), "minute": (60, messages.TIME_MINUTE_RANGE)}
_CELL = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)


class TimeHandler(Handler):
    """A time where the person is, stored as HH:MM; no zone is added to it."""

    kind = "time"
    tells = Told.TIME
    parts = PARTS
    required_message = messages.REQUIRED_TIME

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return HH:MM. Raises: AnswerError naming the wrong parts."""
        typed = [to_ascii_digits(as_given(part)) for part in (*raw, "", "")[:2]]
        if not any(typed):
            return None
        hour, minute = (_read_part(part, text) for part, text in zip(PARTS, typed, strict=True))
        return time(hour, minute).isoformat(timespec="minutes")

    def parse_cell(self, text: str, question: Question) -> Answer | None:
        """Read HH:MM; seconds and a zone behind it are left out: it is the time on the clock there."""
        plain = to_ascii_digits(as_given(text))
        if not plain:
            return None
        if match := _CELL.fullmatch(plain):
            return self.parse(match.groups(), question)
        raise AnswerError(messages.TIME_NOT_DIGITS)

    def to_raw(self, answer: Answer) -> list[str]:
        """Return hour and minute, the minute with both its digits."""
        given = time.fromisoformat(str(answer))
        return [str(given.hour), f"{given.minute:02}"]

    def params(self, field: AnswerField) -> Params:
        """Return two inputs with their own labels; those that are wrong are marked."""
        example = field.wording.own(messages.TIME_HINT)
        return group_params(field, example) | {
            "id": field.id,
            "namePrefix": field.name,
            "items": list_part_items(field, LABELS),
        }

    def leave_blank(self, question: Question) -> Blank:
        """Return a place each for hour and minute."""
        return Blank(Shape.PARTS, parts=tuple(LABELS.values()))

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return the time as the language writes it; as HH:MM where that is not known."""
        locale = find_locale(language)
        if locale is None:
            return ((str(answer), ""),)
        return ((format_time(time.fromisoformat(str(answer)), format="short", locale=locale), language),)


def _read_part(part: str, text: str) -> int:
    if not text:
        raise AnswerError(_MISSING[part], parts=[part])
    if not (text.isascii() and text.isdecimal()) or len(text) > 2:
        raise AnswerError(messages.TIME_NOT_DIGITS, parts=[part])
    end, message = _RANGES[part]
    if int(text) >= end:
        raise AnswerError(message, parts=[part])
    return int(text)
