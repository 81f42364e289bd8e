"""Make the files of a backup ready to take the place of others: up to date, without what was withdrawn."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from consult.models.engine import make_engine, reading_only
from consult.queries.channels import find_vouched
from consult.queries.viewer import SYSTEM
from consult.services import auditing
from consult.services.backups.backing_up import DATABASE, KEY_STORE
from consult.services.backups.sqlite_files import settle_file
from consult.services.backups.upgrading import KEYS, upgrade_database
from consult.services.keys.comparing import Differences, Times, find_differences
from consult.services.keys.key_keeping import opened_key_store
from consult.services.keys.reconciling import settle
from consult.services.keys.unknown_withdrawals import RESTORED, SINCE
from consult.services.permissions.waiting import let_all_wait
from consult.told import Told


@dataclass(frozen=True)
class Knowledge:
    """What is known of the time since the backup: what was withdrawn, and how often each was changed."""

    ledger: Collection[str]
    changes: Mapping[str, int]


def bring_up_to_date(
    places: Mapping[str, Path],
    known: Knowledge,
    times: Times,
    now: datetime,
    details: Mapping[str, object],
) -> tuple[Told, int, Told]:
    """Bring the new files up to date, and let data and key store say the same.

    Where nothing says what people changed since, all that they allow waits until it is dealt with.
    Returns: how many are withdrawn now, how many ever, and how many wait because they were changed since.
    """
    data_url, keys_url = (f"sqlite:///{places[part]}" for part in (DATABASE, KEY_STORE))
    upgrade_database(keys_url, line=KEYS)
    upgrade_database(data_url)
    engine = make_engine(data_url)
    try:
        with opened_key_store(keys_url) as store:
            for id in set(known.ledger) - set(store.list_destroyed()):
                store.destroy(id)
            store.raise_counts(known.changes)
            with reading_only(), Session(engine) as session:
                found = find_differences(session, store, times)
            with Session(engine) as session, session.begin():
                counts = settle(session, store, found, today=times.today, now=now) if found else {}
                if SINCE in details:
                    let_all_wait(session, today=times.today)
                _record(session, {**details, **counts}, now)
                vouched = _count_vouched(session, found)
            destroyed = len(store.list_destroyed())
    finally:
        engine.dispose()
    for part in (DATABASE, KEY_STORE):
        settle_file(places[part])
    withdrawn, changed = (counts.get(name, 0) for name in ("withdrawn", "changed_since"))
    return Told(withdrawn, vouched[0]), destroyed, Told(changed, vouched[1])


def _count_vouched(session: Session, found: Differences) -> tuple[int, int]:
    """How many that came through community groups were withdrawn now, and wait now."""
    waiting = set(found.changed_since) - set(found.to_withdraw)
    withdrawn, waits = (find_vouched(session, SYSTEM, ids) for ids in (found.to_withdraw, waiting))
    return len(withdrawn), len(waits)


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
