"""What the worker tidies by itself: what nobody can open any more, and where data and key store differ."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.orm import Session, sessionmaker

from consult.models.engine import reading_only
from consult.services import retaining
from consult.services.key_keeping import KeyStore, opened_key_store
from consult.services.reconciling import Times, find_differences, settle

log = structlog.get_logger(__name__)


def tidy(sessions: sessionmaker[Session], settings: Mapping[str, Any]) -> retaining.Unfinished:
    """Delete what was begun and never sent, once no browser leads back to it; the log says how many.

    What a crash or a restored backup left apart is settled first and after.
    """
    with opened_key_store(str(settings["KEYSTORE_URL"])) as store:
        reconcile(sessions, store, settings)
        with sessions.begin() as session:
            now = datetime.now(UTC)
            times = _get_times(settings, now)
            deleted = retaining.delete_unfinished(
                session, store, kept=times.drafts_kept, today=times.today, now=now
            )
        if deleted.experiences or deleted.returns:
            log.info("unfinished deleted", experiences=deleted.experiences, returns=deleted.returns)
            reconcile(sessions, store, settings)
    return deleted


def reconcile(sessions: sessionmaker[Session], store: KeyStore, settings: Mapping[str, Any]) -> None:
    """Bring data and key store to say the same. It writes, and takes a lock, only where they differ."""
    now = datetime.now(UTC)
    times = _get_times(settings, now)
    with reading_only(), sessions() as session:
        found = find_differences(session, store, times)
    if found:
        with sessions.begin() as session:
            counts = settle(session, store, found, today=times.today, now=now)
        log.info("key store reconciled", **counts)


def _get_times(settings: Mapping[str, Any], now: datetime) -> Times:
    today = now.astimezone(ZoneInfo(settings["TIME_ZONE"])).date()
    drafts_kept = retaining.find_time_kept(settings["SESSION_MINUTES"])
    return Times(drafts_kept, timedelta(days=settings["KEY_BACKUP_DAYS"]), today)
