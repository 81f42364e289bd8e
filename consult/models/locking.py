"""Let one transaction at a time do something with one name, on both databases."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def lock_name(session: Session, name: str) -> None:
    """Wait until no other transaction holds this name; held until this transaction ends.

    Why: on PostgreSQL two writers read side by side, and both would find themselves first. On SQLite
    there is one writer at a time from the first statement on (see models/engine.py).
    Look after taking the lock, not before: only then does what another transaction did in between show.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
