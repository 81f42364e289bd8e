"""What the worker does by itself: it deletes what is kept for nobody or past its time, and coarsens days."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.orm import Session, sessionmaker

from consult.services import retaining
from consult.services.coarsening import coarsen_finished_weeks
from consult.services.expiring import delete_due

log = structlog.get_logger(__name__)


def tidy(sessions: sessionmaker[Session], settings: Mapping[str, Any]) -> retaining.Unfinished:
    """Delete what was begun and never sent, and what is past its time; the log says how many."""
    now = datetime.now(UTC)
    today = now.astimezone(ZoneInfo(settings["TIME_ZONE"])).date()
    with sessions.begin() as session:
        deleted = retaining.delete_unfinished(
            session, kept=retaining.find_time_kept(settings["SESSION_MINUTES"]), today=today, now=now
        )
    if deleted.experiences or deleted.returns:
        log.info("unfinished deleted", experiences=deleted.experiences, returns=deleted.returns)
    with sessions.begin() as session:
        coarsen_finished_weeks(session, today=today)
    counts = expire(sessions, settings, now=now)
    if counts:
        log.info("deleted at the end of their time", **counts)
    return deleted


def expire(sessions: sessionmaker[Session], settings: Mapping[str, Any], *, now: datetime) -> dict[str, int]:
    """Delete all that is past its time, a batch in each transaction; returns how many of each kind."""
    today = now.astimezone(ZoneInfo(settings["TIME_ZONE"])).date()
    counts: dict[str, int] = {}
    while True:
        with sessions.begin() as session:
            batch = delete_due(session, today=today, now=now)
        if not batch:
            return counts
        for one in batch:
            for kind, number in one.counts.items():
                counts[kind] = counts.get(kind, 0) + number
