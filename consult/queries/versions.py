"""Exact versions of a response; what they quote is read elsewhere."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.versions import DraftVersion


def list_versions(session: Session, consultation_id: str) -> Sequence[DraftVersion]:
    """The versions of a consultation's response, the latest first."""
    wanted = select(DraftVersion).where(DraftVersion.consultation_id == consultation_id)
    return session.scalars(wanted.order_by(DraftVersion.number.desc())).all()


def get_version(session: Session, consultation_id: str, number: int) -> DraftVersion:
    """One version. Raises: NotFound (C521)."""
    wanted = select(DraftVersion).where(DraftVersion.consultation_id == consultation_id)
    found = session.scalars(wanted.where(DraftVersion.number == number)).one_or_none()
    if found is None:
        raise NotFound("C521", number=number)
    return found
