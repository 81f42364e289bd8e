"""The time, asked for once at the edge and passed down; tests may set it."""

from datetime import UTC, date, datetime

from flask import current_app

from consult.services.days import find_day


def get_now() -> datetime:
    """This instant, aware, in UTC."""
    clock = current_app.extensions.get("clock")
    return clock() if clock else datetime.now(UTC)


def get_today() -> date:
    """Today, here."""
    return find_day(get_now())
