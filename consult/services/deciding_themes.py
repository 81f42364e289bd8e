"""Decide about the themes of a consultation: each decision is kept, and the themes follow from them all."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.analysis import AnalysisRun, Theme
from consult.models.locking import lock_name
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.queries.runs import find_latest_run
from consult.services.naming import check_name, rename_theme
from consult.services.restating_themes import DECIDING, restate_themes
from consult.services.theme_history import note_decision
from consult.services.theme_keys import make_keys


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


def merge_themes(
    session: Session,
    consultation_id: str,
    keys: Collection[str],
    label: str,
    *,
    staff_id: str,
    now: datetime,
) -> ThemeDecision:
    """Make one theme of two or more. It keeps the key of the largest, and its name unless one is given.

    Raises: Conflict (C412) for fewer than two, (C403) for a name that is too long; NotFound (C402).
    """
    run = begin(session, consultation_id)
    parts = [find_standing(run, key) for key in sorted(set(keys))]
    if len(parts) < 2:
        raise Conflict("C412")
    goal = min(parts, key=lambda theme: (-theme.size_responses, theme.key))
    content = {
        "into": goal.key,
        "keys": [theme.key for theme in parts if theme is not goal],
        "label": check_name(label) if label.strip() else "",
    }
    return keep(session, run, ThemeStep.MERGED, content, staff_id=staff_id, now=now)


def add_theme(
    session: Session, consultation_id: str, found_key: str, *, staff_id: str, now: datetime
) -> ThemeDecision:
    """Take what is new beside the themes that stand, in one theme that the latest run found, as a theme."""
    run = begin(session, consultation_id)
    found = next((theme for theme in run.found_themes if theme.key == found_key), None)
    if found is None or not run.is_decided:
        raise NotFound("C402")
    taken = {theme.key for theme in run.themes}
    key = make_keys(session, run, 1)[0] if found.key in taken else found.key
    content = {"found": found.key, "key": key}
    return keep(session, run, ThemeStep.ADDED, content, staff_id=staff_id, now=now)


def give_name(
    session: Session, consultation_id: str, key: str, label: str, *, staff_id: str, now: datetime
) -> None:
    """Rename a theme; where people decided about the themes it is a step of its own, which can be undone.

    Raises: Conflict (C403), NotFound (C402).
    """
    run = begin(session, consultation_id)
    theme = find_standing(run, key)
    if run.is_decided:
        content = {"key": theme.key, "label": check_name(label)}
        keep(session, run, ThemeStep.RENAMED, content, staff_id=staff_id, now=now)
    else:
        rename_theme(session, theme, label, staff_id=staff_id, now=now)


def find_standing(run: AnalysisRun, key: str) -> Theme:
    """The theme that stands with this key. Raises: NotFound (C402)."""
    theme = next((theme for theme in run.themes if theme.key == key), None)
    if theme is None:
        raise NotFound("C402")
    return theme
