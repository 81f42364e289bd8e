"""Move passages to a theme, from another or from none, or to a new one, because a person says so."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.analysis import AnalysisRun
from consult.models.coding import Segment
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.queries.themes import count_placements, select_leftover
from consult.queries.viewer import Viewer
from consult.services.themes.keeping_decisions import begin, find_standing, keep
from consult.services.themes.naming import check_own_name
from consult.services.themes.splitting_themes import check_chosen
from consult.services.themes.taking_steps import NOWHERE
from consult.services.themes.theme_keys import make_keys


def move_passages(
    session: Session,
    viewer: Viewer,
    consultation_id: str,
    segment_ids: Collection[str],
    *,
    start: str,
    goal: str,
    staff_id: str,
    now: datetime,
) -> ThemeDecision:
    """Move passages from the theme `start` to `goal`, where each is then in its best theme.

    Raises: NotFound (C402) for themes or passages that are not there, or that the viewer may not see;
    Conflict (C417) where none is chosen.
    """
    run = begin(session, consultation_id)
    _require_some(segment_ids)
    theme, other = find_standing(run, start), find_standing(run, goal)
    check_chosen(session, viewer, theme, list(segment_ids))
    if theme is other:
        raise NotFound("C402")
    content = {"from": theme.key, "to": other.key, "segments": sorted(segment_ids)}
    return keep(session, run, ThemeStep.MOVED, content, staff_id=staff_id, now=now)


def place_passages(
    session: Session,
    viewer: Viewer,
    consultation_id: str,
    segment_ids: Collection[str],
    *,
    goal: str,
    staff_id: str,
    now: datetime,
) -> ThemeDecision:
    """Put passages that are in no theme into the theme `goal`.

    Raises: NotFound (C402) for a theme that is not there, or passages that are in one or not to be seen;
    Conflict (C417) where none is chosen.
    """
    run = begin(session, consultation_id)
    theme = find_standing(run, goal)
    chosen = _check_leftover(session, viewer, run, segment_ids)
    content = {"from": NOWHERE, "to": theme.key, "segments": chosen}
    return keep(session, run, ThemeStep.MOVED, content, staff_id=staff_id, now=now)


def start_theme(
    session: Session,
    viewer: Viewer,
    consultation_id: str,
    segment_ids: Collection[str],
    *,
    label: str,
    staff_id: str,
    now: datetime,
) -> ThemeDecision:
    """Make a theme of passages that are in none, by the name that a person gives it.

    Raises: Conflict (C403, C428) for the name, (C417) where no passage is chosen; NotFound (C402) for
    passages that are in a theme or not to be seen.
    """
    run = begin(session, consultation_id)
    chosen = _check_leftover(session, viewer, run, segment_ids)
    key = make_keys(session, run, 1)[0]
    content = {"found": NOWHERE, "key": key, "label": check_own_name(run, label), "segments": chosen}
    return keep(session, run, ThemeStep.ADDED, content, staff_id=staff_id, now=now)


def _check_leftover(
    session: Session, viewer: Viewer, run: AnalysisRun, segment_ids: Collection[str]
) -> list[str]:
    _require_some(segment_ids)
    leftover = select_leftover(viewer, run).where(Segment.id.in_(segment_ids))
    if count_placements(session, leftover) < len(set(segment_ids)):
        raise NotFound("C402")
    return sorted(set(segment_ids))


def _require_some(segment_ids: Collection[str]) -> None:
    if not segment_ids:
        raise Conflict("C417")
