"""Who decided what about themes: put on record, and listed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.staff import Staff
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.services import auditing
from consult.services.themes.naming import FORMER_STAFF

ACTIONS = {
    ThemeStep.FROZEN: "themes frozen",
    ThemeStep.RELEASED: "themes let go",
    ThemeStep.MERGED: "themes merged",
    ThemeStep.SPLIT: "theme split",
    ThemeStep.MOVED: "passages moved",
    ThemeStep.RENAMED: "theme renamed",
    ThemeStep.ADDED: "new theme added",
    ThemeStep.GROUPED: "themes put under a broader one",
    ThemeStep.TAGGED: "theme made a tag",
}


def list_history(session: Session, consultation_id: str) -> Sequence[ThemeDecision]:
    """Every decision, the latest first, those that were undone too."""
    wanted = select(ThemeDecision).where(ThemeDecision.consultation_id == consultation_id)
    return session.scalars(wanted.order_by(ThemeDecision.number.desc())).all()


def find_author(session: Session, decision: ThemeDecision) -> str:
    """The name of who decided."""
    staff = session.get(Staff, decision.decided_by_id) if decision.decided_by_id else None
    return (staff.name or staff.email) if staff else FORMER_STAFF


def note_decision(session: Session, decision: ThemeDecision, *, actor: str, now: datetime) -> None:
    """Put a decision on record; ids of passages are counted, not listed."""
    content = decision.content
    moved = [content.get("segments", []), *(part["segments"] for part in content.get("parts", ()))]
    keys = {name: value for name, value in content.items() if name not in {"segments", "parts"}}
    told = ("key", "label", "origin")
    new = [{name: part[name] for name in told if name in part} for part in content.get("parts", ())]
    auditing.record(
        session,
        actor=actor,
        action=ACTIONS[decision.step],
        subject_kind="theme_decision",
        subject_id=decision.id,
        details={"number": decision.number, **keys, "parts": new, "passages": sum(map(len, moved))},
        now=now,
    )
