"""Ids and names that are the same in every run of a test, whatever ran before it."""

import uuid
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models.base import Base

NAMESPACE = uuid.UUID("5c1b0a56-2f7a-4d55-8f0a-0d7a3b1c9e42")
NOW = datetime(2031, 3, 4, 9, 30, tzinfo=UTC)
TODAY = date(2031, 3, 4)


def take_number(session: Session, kind: type[Base]) -> int:
    """The number of the next row of this kind, from 1."""
    session.flush()
    return (session.scalar(select(func.count()).select_from(kind)) or 0) + 1


def seeded_id(kind: str, number: int) -> str:
    """An id that looks random and is always the same for this kind and number."""
    return str(uuid.uuid5(NAMESPACE, f"{kind}:{number}"))


def add(session: Session, row: Base) -> None:
    """Add and flush, so that a wrong row fails where it was made."""
    session.add(row)
    session.flush()
