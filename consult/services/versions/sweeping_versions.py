"""Bring the ledger of every exact version up to date, also of those that nobody opens; it reads no words."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.versions import DraftVersion
from consult.services.versions.noting_withdrawals import note_withdrawals


def note_in_versions(session: Session, *, today: date) -> int:
    """Note in each version what may be given no more. Returns: how many places were noted."""
    versions = session.scalars(select(DraftVersion).order_by(DraftVersion.id)).all()
    before = sum(len(one.withdrawals) for one in versions)
    for version in versions:
        note_withdrawals(session, version, today=today)
    return sum(len(one.withdrawals) for one in versions) - before
