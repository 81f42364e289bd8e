"""Keep a decision about the themes of a consultation, and make the themes anew from all of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.analysis import AnalysisRun, Theme
from consult.models.locking import lock_name
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.queries.runs import find_latest_run
from consult.services.themes.restating_themes import DECIDING, restate_themes
from consult.services.themes.theme_history import note_decision


def begin(session: Session, consultation_id: str) -> AnalysisRun:
    """Wait for other decisions about these themes. Returns: the run they stand in. Raises: NotFound."""
    lock_name(session, f"{DECIDING}:{consultation_id}")
    run = find_latest_run(session, consultation_id)
    if run is None:
        raise NotFound("C402")
    return run


def keep(
    session: Session,
    run: AnalysisRun,
    step: ThemeStep,
    content: Mapping[str, Any],
    *,
    staff_id: str,
    now: datetime,
) -> ThemeDecision:
    """Keep a decision and make the themes anew; call `begin` before looking at what is decided about."""
    last = session.scalar(
        select(func.max(ThemeDecision.number)).where(ThemeDecision.consultation_id == run.consultation_id)
    )
    decision = ThemeDecision(
        consultation_id=run.consultation_id,
        run_id=run.id,
        number=(last or 0) + 1,
        step=step,
        content=dict(content),
        decided_by_id=staff_id,
        decided_at=now,
    )
    session.add(decision)
    restate_themes(session, run)
    note_decision(session, decision, actor=staff_id, now=now)
    return decision


def find_standing(run: AnalysisRun, key: str) -> Theme:
    """The theme that stands with this key. Raises: NotFound (C402)."""
    theme = next((theme for theme in run.themes if theme.key == key), None)
    if theme is None:
        raise NotFound("C402")
    return theme
