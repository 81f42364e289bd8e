"""The record of who did what, a page at a time, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from consult.models.audit import AuditEntry

PAGE_ENTRIES = 50


@dataclass(frozen=True)
class AuditFilter:
    """Which entries. Empty means any; `before` is the first instant no longer wanted."""

    actor: str = ""
    action: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class AuditPage:
    """One page of entries, counted from one, and how many there are in all."""

    entries: Sequence[AuditEntry]
    page: int
    page_count: int
    total: int


def list_entries(session: Session, wanted: AuditFilter, page: int) -> AuditPage:
    """List one page; a page past the end gives the last."""
    conditions = _list_conditions(wanted)
    total = session.scalar(select(func.count(AuditEntry.id)).where(*conditions)) or 0
    page_count = max(1, -(-total // PAGE_ENTRIES))
    shown = min(max(1, page), page_count)
    found = select(AuditEntry).where(*conditions).order_by(AuditEntry.sequence.desc())
    entries = session.scalars(found.limit(PAGE_ENTRIES).offset((shown - 1) * PAGE_ENTRIES)).all()
    return AuditPage(entries, shown, page_count, total)


def list_actions(session: Session) -> Sequence[str]:
    """Everything that was ever done, by name."""
    return session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()


def has_entry_since(session: Session, action: str, since: datetime) -> bool:
    """Whether this was done after that instant."""
    wanted = select(AuditEntry.id).where(AuditEntry.action == action, AuditEntry.at > since)
    return session.scalars(wanted.limit(1)).first() is not None


def _list_conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.actor:
        asked.append(AuditEntry.actor == wanted.actor)
    if wanted.action:
        asked.append(AuditEntry.action == wanted.action)
    if wanted.since:
        asked.append(AuditEntry.at >= wanted.since)
    if wanted.before:
        asked.append(AuditEntry.at < wanted.before)
    return asked
