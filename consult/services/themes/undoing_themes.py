"""Undo the last step about themes: it stays on record as undone, and the themes follow from the others."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.services import auditing
from consult.services.themes.keeping_decisions import begin
from consult.services.themes.restating_themes import restate_themes
from consult.services.themes.tagging_themes import remove_tag


def undo_last(session: Session, consultation_id: str, *, staff_id: str, now: datetime) -> ThemeDecision:
    """Undo the last decision that is not undone. Raises: Conflict (C414, C415)."""
    run = begin(session, consultation_id)
    decision = find_last(session, consultation_id)
    if decision is None:
        raise Conflict("C414")
    if decision.step is ThemeStep.TAGGED:
        remove_tag(session, decision)
    decision.undone_at, decision.undone_by_id = now, staff_id
    restate_themes(session, run)
    auditing.record(
        session,
        actor=staff_id,
        action="step about themes undone",
        subject_kind="theme_decision",
        subject_id=decision.id,
        details={"number": decision.number, "step": decision.step.value},
        now=now,
    )
    return decision


def find_last(session: Session, consultation_id: str) -> ThemeDecision | None:
    """The last decision that stands, of whatever kind."""
    wanted = select(ThemeDecision).where(
        ThemeDecision.consultation_id == consultation_id, ThemeDecision.undone_at.is_(None)
    )
    return session.scalars(wanted.order_by(ThemeDecision.number.desc())).first()
