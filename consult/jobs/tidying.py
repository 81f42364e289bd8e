"""What the worker does by itself: it deletes what is for nobody or past its time, coarsens days, and settles
where data and key store differ.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session, sessionmaker

from consult.jobs.dropping import drop_all_fallen
from consult.jobs.reminding import remind
from consult.models.engine import reading_only
from consult.models.wiping import wipe_after_commit
from consult.services.analyses.derived import drop_gone
from consult.services.copies.ending_copies import recall_ended_copies
from consult.services.days import find_day
from consult.services.following.passages_since import mark_all_sent
from consult.services.keeping import retaining
from consult.services.keeping.coarsening import coarsen_finished_weeks
from consult.services.keeping.expiring import delete_due
from consult.services.keys.comparing import Times, find_differences
from consult.services.keys.key_keeping import KeyStore, opened_key_store
from consult.services.keys.reconciling import settle
from consult.services.lost.forgetting_requests import forget_reasons
from consult.services.permissions.ending_permissions import forget_ended_permissions, recall_ended_permissions
from consult.services.versions.sweeping_versions import note_in_versions

log = structlog.get_logger(__name__)


def tidy(sessions: sessionmaker[Session], settings: Mapping[str, Any]) -> retaining.Unfinished:
    """Delete what was begun and never sent, and what is past its time; the log says how many.

    What a crash or a restored backup left apart is settled first and after.
    """
    now = datetime.now(UTC)
    times = _get_times(settings, now)
    with opened_key_store(str(settings["KEYSTORE_URL"])) as store:
        reconcile(sessions, store, settings)
        with sessions.begin() as session:
            deleted = retaining.delete_unfinished(
                session, store, kept=times.drafts_kept, today=times.today, now=now
            )
        counts = expire(sessions, store, settings, now=now)
        if deleted.experiences or deleted.returns:
            log.info("unfinished deleted", experiences=deleted.experiences, returns=deleted.returns)
            reconcile(sessions, store, settings)
        store.wipe()
    if counts:
        log.info(
            "deleted at the end of their time",
            **{kind.replace(" ", "_"): number for kind, number in counts.items()},
        )
    with sessions.begin() as session:
        coarsen_finished_weeks(session, today=times.today)
        recall_ended_copies(session, today=times.today)
        recall_ended_permissions(session, today=times.today)
        forget_reasons(session, today=times.today)
        note_in_versions(session, today=times.today)
        mark_all_sent(session, today=times.today)
        remind(session, settings, today=times.today, now=now)
    with sessions.begin() as session:
        forget_ended_permissions(session, today=times.today)
        wipe_after_commit(session)  # also of what was deleted while somebody read
    forget_gone(sessions, settings)
    drop_all_fallen(sessions)
    return deleted


def forget_gone(sessions: sessionmaker[Session], settings: Mapping[str, Any]) -> None:
    """Drop what analyses derived from answers that are gone."""
    with reading_only(), sessions() as session:
        gone = drop_gone(session, settings)
    if gone:
        log.info("derived results dropped", answers=gone)


def expire(
    sessions: sessionmaker[Session], store: KeyStore, settings: Mapping[str, Any], *, now: datetime
) -> dict[str, int]:
    """Delete all that is past its time, a batch in each transaction; returns how many of each kind."""
    today = _get_times(settings, now).today
    counts: Counter[str] = Counter()
    while True:
        with sessions.begin() as session:
            batch = delete_due(session, store, today=today, now=now)
        if not batch:
            return dict(counts)
        for one in batch:
            counts.update(one.counts)


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
    today = find_day(now)
    drafts_kept = retaining.find_time_kept(settings["SESSION_MINUTES"])
    return Times(drafts_kept, timedelta(days=settings["KEY_BACKUP_DAYS"]), today)
