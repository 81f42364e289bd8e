"""The record of who did what to what: each entry is hashed over the one before, so that a change shows."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.audit import AuditEntry
from consult.models.locking import lock_name

SYSTEM = "system"
PUBLIC = "public"
BEFORE_THE_FIRST = "0" * 64
BATCH = 500


def record(
    session: Session,
    *,
    actor: str,
    action: str,
    subject_kind: str,
    subject_id: str,
    details: Mapping[str, Any] | None = None,
    now: datetime,
) -> AuditEntry:
    """Add an entry to the end of the chain; writers wait for each other until the transaction ends.

    actor: a staff id, SYSTEM or PUBLIC. details: never what somebody answered, and nothing of when an
    account came in. Call it last in a use case: others wait from here on.
    """
    lock_name(session, "audit")
    last = find_last(session)
    entry = AuditEntry(
        sequence=last.sequence + 1 if last else 1,
        at=now,
        actor=actor,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        details=dict(details or {}),
        previous_hash=last.entry_hash if last else BEFORE_THE_FIRST,
    )
    entry.entry_hash = _hash(entry)
    session.add(entry)
    session.flush()
    return entry


def verify_chain(session: Session) -> AuditEntry | None:
    """Return the first entry that was changed, or before which one is missing; None when all is whole."""
    sequence, previous_hash = 0, BEFORE_THE_FIRST
    wanted = select(AuditEntry).order_by(AuditEntry.sequence)
    found = session.scalars(wanted.execution_options(yield_per=BATCH, populate_existing=True))
    with closing(found) as entries:
        for entry in entries:
            follows = entry.sequence == sequence + 1 and entry.previous_hash == previous_hash
            if not follows or entry.entry_hash != _hash(entry):
                return entry
            sequence, previous_hash = entry.sequence, entry.entry_hash
    return None


def find_last(session: Session) -> AuditEntry | None:
    """The newest entry; its hash stands for the whole chain."""
    return session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(1)).first()


def has_hash(session: Session, entry_hash: str) -> bool:
    """Whether an entry with this hash is there: not where the end was cut off or all was written anew."""
    wanted = select(AuditEntry.id).where(AuditEntry.entry_hash == entry_hash)
    return session.scalars(wanted).first() is not None


def _hash(entry: AuditEntry) -> str:
    content = [
        entry.sequence,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.details,
        entry.previous_hash,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()
