"""What the worker deletes by itself: experiences and returns that nobody can open any more."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.orm import Session, sessionmaker

from consult.services import retaining

log = structlog.get_logger(__name__)


def tidy(sessions: sessionmaker[Session], settings: Mapping[str, Any]) -> retaining.Unfinished:
    """Delete what was begun and never sent, once no browser leads back to it; the log says how many."""
    now = datetime.now(UTC)
    with sessions.begin() as session:
        deleted = retaining.delete_unfinished(
            session,
            kept=retaining.find_time_kept(settings["SESSION_MINUTES"]),
            today=now.astimezone(ZoneInfo(settings["TIME_ZONE"])).date(),
            now=now,
        )
    if deleted.experiences or deleted.returns:
        log.info("unfinished deleted", experiences=deleted.experiences, returns=deleted.returns)
    return deleted
