"""Let one at a time hand out tables that a reader could subtract from one another."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.locking import lock_name


def lock_tables(session: Session, consultation_id: str) -> None:
    """Wait for whoever hands out tables of one consultation."""
    lock_name(session, f"tables:{consultation_id}")


def lock_every_table(session: Session) -> None:
    """Wait for whoever hands out tables of any consultation, in one order.

    Before the first table is handed out: two that each hold one consultation would wait for each other.
    """
    lock_name(session, "tables:across")
    for consultation_id in session.scalars(select(Consultation.id).order_by(Consultation.id)).all():
        lock_tables(session, consultation_id)
