"""A day with a time of day, typed in five parts."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

import re
from collections.abc import Sequence
from datetime import datetime

from babel.dates import format_date, format_time, get_datetime_format

from forms import messages
from forms.definitions import Question
from forms.handlers import date, time
from forms.handlers.base import Answer, AnswerError, AnswerField, Handler, Params, Shown, Told, Value
from forms.handlers.integer import to_ascii_digits
from forms.handlers.parts import list_part_items
from forms.intake import as_given
from forms.paper.blanks import Blank, Shape
from forms.widgets import group_params

_DAYS, _TIMES = date.DateHandler(), time.TimeHandler()
_BETWEEN = re.compile(r"[T ]+")


class DateTimeHandler(Handler):
    """A day and a time where the person is, stored as YYYY-MM-DDTHH:MM; no zone is added to it."""

    kind = "dateTime"
    tells = Told.DAY
    parts = (*date.PARTS, *time.PARTS)
    required_message = messages.REQUIRED_MOMENT

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the ISO day and time. Raises: AnswerError naming the wrong parts, those of the day first."""
        typed = [as_given(part) for part in (*raw, "", "", "", "", "")[:5]]
        if not any(part.strip() for part in typed):
            return None
        day = _DAYS.parse(typed[:3], question)
        if day is None:
            raise AnswerError(messages.DATE_WITHOUT_DAY, parts=date.PARTS)
        at = _TIMES.parse(typed[3:], question)
        if at is None:
            raise AnswerError(messages.MOMENT_WITHOUT_TIME, parts=time.PARTS)
        return f"{day}T{at}"

    def parse_cell(self, text: str, question: Question) -> Answer | None:
        """Read a day and a time with a space or a “T” between them."""
        plain = to_ascii_digits(as_given(text))
        if not plain:
            return None
        written, *rest = _BETWEEN.split(plain, maxsplit=1)
        day = _DAYS.parse_cell(written, question)
        if day is None:
            raise AnswerError(messages.DATE_WITHOUT_DAY)
        at = _TIMES.parse_cell("".join(rest), question)
        if at is None:
            raise AnswerError(messages.MOMENT_WITHOUT_TIME)
        return f"{day}T{at}"

    def to_raw(self, answer: Answer) -> list[str]:
        """Return day, month, year, hour and minute."""
        day, _, at = str(answer).partition("T")
        return [*_DAYS.to_raw(day), *_TIMES.to_raw(at)]

    def to_value(self, answer: Answer) -> Value:
        """Return the day and time."""
        return datetime.fromisoformat(str(answer))

    def params(self, field: AnswerField) -> Params:
        """Return five inputs with their own labels; those that are wrong are marked."""
        example = field.wording.own(messages.MOMENT_HINT)
        return group_params(field, example) | {
            "id": field.id,
            "namePrefix": field.name,
            "items": list_part_items(field, date.LABELS | time.LABELS),
        }

    def leave_blank(self, question: Question) -> Blank:
        """Return a place each for day, month, year, hour and minute."""
        labels = (_DAYS.leave_blank(question), _TIMES.leave_blank(question))
        return Blank(Shape.PARTS, parts=tuple(part for one in labels for part in one.parts))

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return day and time as the language writes them; as they are stored where that is not known."""
        locale, given = date.find_locale(language), datetime.fromisoformat(str(answer))
        if locale is None:
            return ((given.isoformat(" ", "minutes"), ""),)
        day, at = (
            format_date(given, format="long", locale=locale),
            format_time(given.time(), format="short", locale=locale),
        )
        between = str(get_datetime_format("medium", locale=locale)).replace("'", "")
        return ((between.replace("{0}", at).replace("{1}", day), language),)
