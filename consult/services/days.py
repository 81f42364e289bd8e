"""Which day it is: deadlines and permissions end with their last day, and that is a day here."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from forms.expressions.contexts import Moment

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


def find_moment(now: datetime, today: date | None = None) -> Moment:
    """The day and the time here that the conditions of a form look at.

    today: where another day than that of the instant counts, as for a return that came on paper.
    """
    return Moment(today or find_day(now), now.astimezone(HERE).replace(tzinfo=None, microsecond=0))
