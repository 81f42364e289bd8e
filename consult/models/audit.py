"""Who did what to what and when: append-only, each entry hashed over the one before."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified


class AuditEntry(Identified, Base):
    """`details` never holds the content of answers. Actor is a staff id, 'system' or 'public'."""

    __tablename__ = "audit_entry"

    sequence: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(index=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[str] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    previous_hash: Mapped[str]
    entry_hash: Mapped[str] = mapped_column(unique=True)
