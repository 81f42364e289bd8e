"""The time, asked for once at the edge and passed down; tests may set it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app


def get_now() -> datetime:
    """This instant, aware, in UTC."""
    clock = current_app.extensions.get("clock")
    return clock() if clock else datetime.now(UTC)


def get_today() -> date:
    """Today's date in the region's time zone."""
    return get_now().astimezone(ZoneInfo(current_app.config["TIME_ZONE"])).date()
