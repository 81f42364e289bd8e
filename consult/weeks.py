"""Weeks, Monday to Sunday: the finest time that is shown of an experience."""

from datetime import date, timedelta


def begin_week(day: date) -> date:
    """The Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())
