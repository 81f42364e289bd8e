"""Make the files of a backup ready to take the place of others: up to date, without what was withdrawn."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from consult.models.engine import make_engine, reading_only
from consult.services import auditing
from consult.services.backing_up import DATABASE, KEY_STORE
from consult.services.comparing import Times, find_differences
from consult.services.key_keeping import opened_key_store
from consult.services.reconciling import settle
from consult.services.sqlite_files import settle_file
from consult.services.unknown_withdrawals import RESTORED
from consult.services.upgrading import KEYS, upgrade_database


def bring_up_to_date(
    places: Mapping[str, Path],
    ledger: Collection[str],
    times: Times,
    now: datetime,
    details: Mapping[str, object],
) -> tuple[int, int]:
    """Bring the new files up to date, and let data and key store say the same; how many are withdrawn."""
    data_url, keys_url = (f"sqlite:///{places[part]}" for part in (DATABASE, KEY_STORE))
    upgrade_database(keys_url, line=KEYS)
    upgrade_database(data_url)
    engine = make_engine(data_url)
    try:
        with opened_key_store(keys_url) as store:
            for id in set(ledger) - set(store.list_destroyed()):
                store.destroy(id)
            with reading_only(), Session(engine) as session:
                found = find_differences(session, store, times)
            with Session(engine) as session, session.begin():
                counts = settle(session, store, found, today=times.today, now=now) if found else {}
                _record(session, {**details, **counts}, now)
            known = len(store.list_destroyed())
    finally:
        engine.dispose()
    for part in (DATABASE, KEY_STORE):
        settle_file(places[part])
    return counts.get("withdrawn", 0), known


def _record(session: Session, details: Mapping[str, object], now: datetime) -> None:
    auditing.record(
        session,
        actor=auditing.SYSTEM,
        action=RESTORED,
        subject_kind="backup",
        subject_id="",
        details=details,
        now=now,
    )
