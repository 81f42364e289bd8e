"""Move passages from one theme to another, because a person says that they belong there."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.queries.viewer import Viewer
from consult.services.deciding_themes import begin, find_standing, keep
from consult.services.splitting_themes import check_chosen


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

    Raises: NotFound (C402) for themes or passages that are not there, or that the viewer may not see.
    """
    run = begin(session, consultation_id)
    theme, other = find_standing(run, start), find_standing(run, goal)
    check_chosen(session, viewer, theme, list(segment_ids))
    if not segment_ids or theme is other:
        raise NotFound("C402")
    content = {"from": theme.key, "to": other.key, "segments": sorted(segment_ids)}
    return keep(session, run, ThemeStep.MOVED, content, staff_id=staff_id, now=now)
