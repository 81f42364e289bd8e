"""Functions on dates."""

import re
from datetime import date, datetime, time

from babel.core import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from forms.expressions.contexts import Context
from forms.expressions.values import Value, to_date, to_number

_MARK = re.compile(r"%(.)", re.DOTALL)


def today(_given: list[Value], context: Context) -> date:
    """Return the day here."""
    return context.moment.today


def now(_given: list[Value], context: Context) -> datetime:
    """Return the day and time here."""
    return context.moment.now


def date_of(given: list[Value], _context: Context) -> Value:
    """Return a text or a number of days as a date; empty where it is none."""
    found = to_date(given[0])
    return "" if found is None else found


def decimal(given: list[Value], _context: Context) -> float:
    """Return a date as days since 1 January 1970, with the part of the day behind the point."""
    return to_number(given[0])


def format_date(given: list[Value], context: Context) -> str:
    """Return a date as a pattern writes it, months and days of the week in the language of the answers."""
    found, pattern = to_date(given[0]), str(given[1])
    if found is None:
        return ""
    at = found if isinstance(found, datetime) else datetime.combine(found, time())
    written = _write_parts(at, context.language)
    return _MARK.sub(lambda mark: written.get(mark.group(1), mark.group(0)), pattern)


def _write_parts(at: datetime, language: str) -> dict[str, str]:
    locale = _find_locale(language)
    return {
        "Y": f"{at.year:04}", "y": f"{at.year % 100:02}", "m": f"{at.month:02}", "n": str(at.month),
        "b": str(get_month_names("abbreviated", locale=locale)[at.month]), "d": f"{at.day:02}",
        "e": str(at.day), "a": str(get_day_names("abbreviated", locale=locale)[at.weekday()]),
        "H": f"{at.hour:02}", "h": str(at.hour), "M": f"{at.minute:02}", "S": f"{at.second:02}",
        "3": f"{at.microsecond // 1000:03}", "%": "%",
    }  # fmt: skip


def _find_locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
