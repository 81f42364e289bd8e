"""Which day it is: deadlines and permissions end with their last day, and that is a day here."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")


def find_day(now: datetime) -> date:
    """The date of an instant."""
    return now.astimezone(HERE).date()
