"""Let a response to government draw on experiences told elsewhere, of those who allow it; or not any more."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import AccessDenied, Conflict
from consult.models.consultation import Consultation
from consult.queries.viewer import Viewer
from consult.services import auditing


def draw_on_elsewhere(
    session: Session, viewer: Viewer, consultation: Consultation, *, is_on: bool, now: datetime
) -> None:
    """Turn it on or off, on record; doing it again changes nothing.

    It counts from the next analysis and draft on. What was drafted stays, and is said to be out of date.
    Raises: AccessDenied (C101) to who may not read experiences, Conflict (C217) for a standing call.
    """
    if not viewer.sees_accounts:
        raise AccessDenied("C101")
    if is_on and consultation.is_standing_call:
        raise Conflict("C217")
    if consultation.uses_told_elsewhere is is_on:
        return
    consultation.uses_told_elsewhere = is_on
    session.flush()
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action="experiences told elsewhere used" if is_on else "experiences told elsewhere no longer used",
        subject_kind="consultation",
        subject_id=consultation.id,
        details={"slug": consultation.slug},
        now=now,
    )
