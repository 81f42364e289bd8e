"""Decide about the themes of a consultation: merge them, take in a new one, give one a name."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.analysis import AnalysisRun, Theme
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.services.themes.keeping_decisions import begin, find_standing, keep
from consult.services.themes.naming import check_own_name, is_machines, rename_theme
from consult.services.themes.theme_keys import make_keys


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

    Of what the machine calls one of them the decision holds the key. Raises: Conflict (C412) for fewer than
    two, (C403, C428) for the name; NotFound (C402).
    """
    run = begin(session, consultation_id)
    parts = [find_standing(run, key) for key in sorted(set(keys))]
    if len(parts) < 2:
        raise Conflict("C412")
    goal = min(parts, key=lambda theme: (-theme.size_responses, theme.key))
    content = {
        "into": goal.key,
        "keys": [theme.key for theme in parts if theme is not goal],
        **_describe_name(run, parts, label),
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
) -> bool:
    """Rename a theme; where people decided about the themes it is a step of its own, which can be undone.

    Returns: False where it has the machine's name, as that was given: it stays the machine's.
    Raises: Conflict (C403, C428), NotFound (C402).
    """
    run = begin(session, consultation_id)
    theme = find_standing(run, key)
    is_own = not is_machines(theme, label)
    if not is_own and theme.renamed_at is None:
        return False
    name = check_own_name(run, label) if is_own else ""
    if run.is_decided:
        content = {"key": theme.key, "label": name}
        keep(session, run, ThemeStep.RENAMED, content, staff_id=staff_id, now=now)
    else:
        rename_theme(session, theme, name, staff_id=staff_id, now=now)
    return is_own


def _describe_name(run: AnalysisRun, parts: Sequence[Theme], label: str) -> dict[str, str]:
    named_as = next((theme.key for theme in parts if is_machines(theme, label)), None)
    if named_as:
        return {"label": "", "named_as": named_as}
    return {"label": check_own_name(run, label) if label.strip() else ""}
