"""Background work and outgoing messages: our own rows are the truth."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, enumeration, reference
from consult.vocabulary import JobKind, JobState, MessageState


class Job(Identified, Base):
    """Work: `progress_done` of `progress_total` at `progress_step`; a heartbeat as it runs.

    `attempts` counts the claims and is the number of the one that holds. `needs_keys`: only a worker that may
    open accounts takes it, and only while they are unlocked. `result`: what it made; while it runs, how long
    the whole may still take (`seconds_left`), where that can be told.
    """

    __tablename__ = "job"

    kind: Mapped[JobKind] = enumeration(JobKind)
    subject_id: Mapped[str] = mapped_column(index=True)
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[JobState] = enumeration(JobState, default=JobState.QUEUED)
    needs_keys: Mapped[bool] = mapped_column(default=False)
    progress_step: Mapped[str] = mapped_column(default="")
    progress_done: Mapped[int] = mapped_column(default=0)
    progress_total: Mapped[int] = mapped_column(default=0)
    step_began_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    error_code: Mapped[str] = mapped_column(default="")
    error_text: Mapped[str] = mapped_column(default="")
    result: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    requested_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    queued_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class OutboxMessage(Identified, Base):
    """A message to send: written with the change that causes it, sent later, under a fixed Message-ID.

    `forget_on`: of a reminder to somebody who answers, the last day on which it is of use. Its address goes
    once it is sent, and all of it after that day; null for messages to staff and organisations.
    """

    __tablename__ = "outbox_message"

    message_id: Mapped[str] = mapped_column(unique=True)
    to_address: Mapped[str]
    subject: Mapped[str]
    body_text: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    state: Mapped[MessageState] = enumeration(MessageState, default=MessageState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    error_text: Mapped[str] = mapped_column(default="")
    queued_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    forget_on: Mapped[date | None]
