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


def find_moment(at: datetime) -> Moment:
    """The day and the time here that the conditions of a form look at: those of an instant."""
    here = at.astimezone(HERE).replace(tzinfo=None, microsecond=0)
    return Moment(here.date(), here)


def find_received_moment(received_on: date, sent_at: datetime | None) -> Moment:
    """The moment of a return that was received, whenever it is looked at: when it was sent, if that is known.

    sent_at: None where it did not come through the site; of another day it is when somebody typed it in.
    """
    if sent_at is None or find_day(sent_at) != received_on:
        return find_noon(received_on)
    return find_moment(sent_at)


def find_noon(day: date) -> Moment:
    """The moment that stands for a day whose hour nobody knows."""
    return Moment(day, datetime.combine(day, time(12)))
