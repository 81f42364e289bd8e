"""The broader themes as people want them: which themes stand in which, and what it is called."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.analysis import AnalysisRun
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.services.themes.keeping_decisions import begin, find_standing, keep
from consult.services.themes.naming import check_own_name
from consult.services.themes.taking_steps import NOWHERE
from consult.services.themes.theme_keys import make_broader_key

NEW = "new"
"""Asks for a broader theme that is not there yet."""


@dataclass(frozen=True)
class Broader:
    """Where themes are to stand: a broader theme's key, NEW, or NOWHERE; and its name, empty to keep it."""

    key: str
    label: str


def list_broader(run: AnalysisRun) -> dict[str, str]:
    """The broader themes that stand, name by key."""
    found = {theme.broader_key: theme.broader_label or "" for theme in run.themes if theme.broader_key}
    return dict(sorted(found.items()))


def group_themes(
    session: Session,
    consultation_id: str,
    keys: Collection[str],
    wish: Broader,
    *,
    staff_id: str,
    now: datetime,
) -> ThemeDecision:
    """Put themes under a broader one or under none. A new name goes to all themes that stand in it.

    Raises: Conflict (C427) where there is nothing to change, (C403, C428) for the name; NotFound (C402).
    """
    run = begin(session, consultation_id)
    known = list_broader(run)
    if wish.key not in {NEW, NOWHERE, *known}:
        raise NotFound("C402")
    chosen = {find_standing(run, key).key for key in keys}
    name = _find_name(run, wish)
    if name and wish.key in known:
        chosen |= {theme.key for theme in run.themes if theme.broader_key == wish.key}
    if not chosen:
        raise Conflict("C427")
    broader = make_broader_key(session, run) if wish.key == NEW else wish.key
    content = {"keys": sorted(chosen), "broader": broader, "label": name}
    return keep(session, run, ThemeStep.GROUPED, content, staff_id=staff_id, now=now)


def _find_name(run: AnalysisRun, wish: Broader) -> str:
    """The new name; none where a broader theme is to keep its own, or was given the one that it has."""
    if wish.key != NEW and not (wish.key and wish.label.strip()):
        return ""
    has, new = (" ".join(one.split()) for one in (list_broader(run).get(wish.key, ""), wish.label))
    return "" if has and has.casefold() == new.casefold() else check_own_name(run, new)
