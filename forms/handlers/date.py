"""A date, typed as day, month and year in the digits of any script."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

import re
from collections.abc import Sequence
from datetime import date

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date

from forms import messages
from forms.definitions import Question
from forms.handlers.base import Answer, AnswerError, AnswerField, Handler, Params, Shown, Told, Value
from forms.handlers.integer import to_ascii_digits
from forms.handlers.parts import list_part_items
from forms.intake import as_given
from forms.paper.blanks import Blank, Shape
from forms.widgets import group_params

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years outside are typing errors or years of another calendar, such as 1403 for 2024."""

PARTS = ("day", "month", "year")
LABELS = {"day": messages.DAY, "month": messages.MONTH, "year": messages.YEAR}
_MISSING = {
    "day": messages.DATE_WITHOUT_DAY,
    "month": messages.DATE_WITHOUT_MONTH,
    "year": messages.DATE_WITHOUT_YEAR,
}
_REGIONS = {"en": "en-GB"}  # day before month
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: [\d:.]+)?")


class DateHandler(Handler):
    """A date in the Gregorian calendar, stored as YYYY-MM-DD."""

    kind = "date"
    tells = Told.DAY
    parts = PARTS
    required_message = messages.REQUIRED_DATE

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the ISO date of day, month and year. Raises: AnswerError naming the wrong parts."""
        typed = [to_ascii_digits(as_given(part)) for part in (*raw, "", "", "")[:3]]
        if not any(typed):
            return None
        _check_parts(dict(zip(PARTS, typed, strict=True)))
        day, month, year = (int(part) for part in typed)
        if len(typed[2]) != 4 or not FIRST_YEAR <= year <= LAST_YEAR:
            raise AnswerError(messages.DATE_YEAR_RANGE, parts=["year"], first=FIRST_YEAR, last=LAST_YEAR)
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            raise AnswerError(messages.DATE_NOT_REAL, parts=["day", "month"]) from None

    def parse_cell(self, text: str, question: Question) -> Answer | None:
        """Read YYYY-MM-DD, or day first as in 27/3/2026; a time behind it is left out."""
        plain = to_ascii_digits(as_given(text))
        if not plain:
            return None
        if match := _YEAR_FIRST.fullmatch(plain):
            return self.parse(match.groups()[::-1], question)
        if match := _DAY_FIRST.fullmatch(plain):
            return self.parse(match.groups(), question)
        raise AnswerError(messages.DATE_NOT_DIGITS)

    def to_raw(self, answer: Answer) -> list[str]:
        """Return day, month and year without leading zeros."""
        given = date.fromisoformat(str(answer))
        return [str(given.day), str(given.month), str(given.year)]

    def to_value(self, answer: Answer) -> Value:
        """Return the day."""
        return date.fromisoformat(str(answer))

    def params(self, field: AnswerField) -> Params:
        """Return three inputs with their own labels; those that are wrong are marked."""
        example = field.wording.own(messages.DATE_HINT)
        return group_params(field, example) | {
            "id": field.id,
            "namePrefix": field.name,
            "items": list_part_items(field, LABELS),
        }

    def leave_blank(self, question: Question) -> Blank:
        """Return a place each for day, month and year."""
        return Blank(Shape.PARTS, parts=tuple(LABELS.values()))

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return the date as the language writes it; as YYYY-MM-DD where that is not known."""
        locale = find_locale(language)
        if locale is None:
            return ((str(answer), ""),)
        return ((format_date(date.fromisoformat(str(answer)), format="long", locale=locale), language),)


def find_locale(language: str) -> Locale | None:
    """Return how a language writes dates and times, None where that is not known."""
    try:
        return Locale.parse(_REGIONS.get(language, language), sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _check_parts(typed: dict[str, str]) -> None:
    missing = [part for part in PARTS if not typed[part]]
    if missing:
        raise AnswerError(_MISSING[missing[0]], parts=missing)
    wrong = [part for part in PARTS if not (typed[part].isascii() and typed[part].isdecimal())]
    wrong += [part for part in PARTS if len(typed[part]) > 4 and part not in wrong]
    if wrong:
        raise AnswerError(messages.DATE_NOT_DIGITS, parts=wrong)
