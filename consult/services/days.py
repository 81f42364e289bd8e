"""Which day it is: deadlines and permissions end with their last day, and that is a day here."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")


def find_day(now: datetime) -> date:
    """The date of an instant."""
    return now.astimezone(HERE).date()


def find_beginning(day: date) -> datetime:
    """The first instant of a day here, in UTC: what is on record with it tells the day and no more."""
    return datetime.combine(day, time.min, HERE).astimezone(UTC)


def write_day(day: date) -> str:
    """A day in English words, as the staff area and documents give it."""
    return f"{day.day} {day:%B %Y}"
