"""Let a response to government draw on experiences told elsewhere, of those who allow it; or not any more."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.services import auditing


def draw_on_elsewhere(
    session: Session, consultation: Consultation, *, is_on: bool, actor: str, now: datetime
) -> None:
    """Turn it on or off, on record; doing it again changes nothing. Raises: Conflict (C216) for a standing call.

    It counts from the next analysis and draft on. What was drafted stays, and says that the record has changed.
    """
    if is_on and consultation.is_standing_call:
        raise Conflict("C216")
    if consultation.uses_told_elsewhere is is_on:
        return
    consultation.uses_told_elsewhere = is_on
    session.flush()
    auditing.record(
        session,
        actor=actor,
        action="experiences told elsewhere used" if is_on else "experiences told elsewhere no longer used",
        subject_kind="consultation",
        subject_id=consultation.id,
        details={"slug": consultation.slug},
        now=now,
    )
