"""Who made a file of a draft, on record."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.draft import Draft
from consult.services import auditing


def note_exported(session: Session, draft: Draft, left_out: int, *, actor: str, now: datetime) -> None:
    """Put on record that a file was made. left_out: how many quotations could not be shown."""
    auditing.record(
        session,
        actor=actor,
        action="draft exported",
        subject_kind="draft",
        subject_id=draft.id,
        details={"number": draft.number, "left_out": left_out},
        now=now,
    )
