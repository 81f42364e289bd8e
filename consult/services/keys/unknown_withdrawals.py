"""A backup that was put in place where no key store knows of every withdrawal since: some may be back.

A list of withdrawals knows those up to when it was written, and nothing of what people changed. The record
says since which day nothing knows, and the staff area shows it until somebody says that they dealt with it.
Until then nothing of any experience is used, but of those whose people said again what they allow.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.audit import AuditEntry
from consult.models.keeping_kinds import WaitCause
from consult.services import auditing
from consult.services.permissions.waiting import end_waiting

RESTORED = "backup restored"
SETTLED = "withdrawals since a backup dealt with"
SINCE = "withdrawals_unknown_since"


def find_unknown_since(session: Session) -> date | None:
    """The day since which withdrawals are not known; None where nothing is to be done."""
    wanted = select(AuditEntry.action, AuditEntry.details).where(AuditEntry.action.in_([RESTORED, SETTLED]))
    rows = session.execute(wanted.order_by(AuditEntry.sequence.desc()))
    return _find((row.action, row.details) for row in rows)


def find_unknown_in(database: sqlite3.Connection | None) -> date | None:
    """The same of a database file that is held alone; None where it cannot be read."""
    if database is None:
        return None
    wanted = "SELECT action, details FROM audit_entry WHERE action IN (?, ?) ORDER BY sequence DESC"
    try:
        rows = database.execute(wanted, (RESTORED, SETTLED)).fetchall()
    except sqlite3.Error:
        return None
    return _find((action, json.loads(details)) for action, details in rows)


def note_settled(session: Session, *, actor: str, reason: str, now: datetime) -> None:
    """Somebody dealt with it, and says how; nothing happens where nothing was to be done.

    What waited only because nothing was known stands again as the backup has it.
    """
    since = find_unknown_since(session)
    if since is None:
        return
    stands = end_waiting(session, WaitCause.UNKNOWN)
    auditing.record(
        session,
        actor=actor,
        action=SETTLED,
        subject_kind="backup",
        subject_id="",
        details={"since": since.isoformat(), "reason": reason, "stands": stands},
        now=now,
    )


def _find(newest_first: Iterable[tuple[str, Mapping[str, Any]]]) -> date | None:
    """The earliest day that nobody has dealt with."""
    open_ones = takewhile(lambda one: one[0] != SETTLED, newest_first)
    days = [date.fromisoformat(details[SINCE]) for _, details in open_ones if SINCE in details]
    return min(days, default=None)
