"""Freeze the themes of a consultation, or let them go."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.services.themes.keeping_decisions import begin, keep


def freeze(session: Session, consultation_id: str, *, staff_id: str, now: datetime) -> ThemeDecision:
    """Keep the themes as they stand: later runs only give new passages to them."""
    run = begin(session, consultation_id)
    if run.is_decided:
        raise Conflict("C410")
    return keep(session, run, ThemeStep.FROZEN, {}, staff_id=staff_id, now=now)


def release(session: Session, consultation_id: str, *, staff_id: str, now: datetime) -> ThemeDecision:
    """Let the themes of the latest run stand again; what was decided stays on record and can come back."""
    run = begin(session, consultation_id)
    if not run.is_decided:
        raise Conflict("C411")
    return keep(session, run, ThemeStep.RELEASED, {}, staff_id=staff_id, now=now)
