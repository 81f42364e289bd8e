"""Split a theme: by the passages that a person chose, by the themes it was made of, or in two by the machine.

The machine only proposes: both parts are shown, and a person names and confirms them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.analysis import AnalysisRun, Theme
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.queries.themes import list_placements, select_placements
from consult.queries.viewer import Viewer
from consult.services.themes.keeping_decisions import begin, find_standing, keep
from consult.services.themes.naming import check_own_name
from consult.services.themes.theme_keys import make_keys
from consult.services.themes.theme_origins import Origin, list_origins


@dataclass(frozen=True)
class NewPart:
    """A part of a theme that is to be a theme of its own, by a name that a person gives it."""

    label: str
    segment_ids: tuple[str, ...]


def split_theme(
    session: Session,
    viewer: Viewer,
    consultation_id: str,
    key: str,
    parts: Sequence[NewPart],
    *,
    staff_id: str,
    now: datetime,
) -> ThemeDecision:
    """Make themes of parts of a theme; what is in no part stays in it.

    Raises: Conflict (C413) where a side would be empty, (C403, C428) for a part's name; NotFound (C402) for a
    passage that is not in the theme, or that the viewer may not see.
    """
    run = begin(session, consultation_id)
    theme = find_standing(run, key)
    check_chosen(session, viewer, theme, [id for part in parts for id in part.segment_ids])
    chosen = {id for part in parts for id in part.segment_ids}
    everything = {placement.segment_id for placement in theme.placements}
    if not parts or any(not part.segment_ids for part in parts) or chosen == everything:
        raise Conflict("C413")
    new = make_keys(session, run, len(parts))
    content = {"key": key, "parts": [_describe_part(run, *pair) for pair in zip(new, parts, strict=True)]}
    return keep(session, run, ThemeStep.SPLIT, content, staff_id=staff_id, now=now)


def split_by_origin(
    session: Session, consultation_id: str, key: str, *, staff_id: str, now: datetime
) -> ThemeDecision:
    """Split a theme into the themes that the machine found at first; the largest keeps its key.

    Raises: Conflict (C413) where it was one theme from the start; NotFound (C402).
    """
    run = begin(session, consultation_id)
    others = list_origins(session, run, find_standing(run, key))[1:]
    if not others:
        raise Conflict("C413")
    new = make_keys(session, run, len(others))
    content = {"key": key, "parts": [_describe_origin(*pair) for pair in zip(new, others, strict=True)]}
    return keep(session, run, ThemeStep.SPLIT, content, staff_id=staff_id, now=now)


def check_chosen(session: Session, viewer: Viewer, theme: Theme, segment_ids: Collection[str]) -> None:
    """Check that each passage is in a theme, once, and seen. Raises: NotFound (C402)."""
    placements = select_placements(viewer, theme)
    seen = {
        one.segment_id for one in list_placements(session, placements, skip=0, most=len(theme.placements))
    }
    if not set(segment_ids) <= seen or len(set(segment_ids)) < len(segment_ids):
        raise NotFound("C402")


def _describe_part(run: AnalysisRun, key: str, part: NewPart) -> dict[str, object]:
    label = check_own_name(run, part.label)
    return {"key": key, "label": label, "segments": sorted(part.segment_ids), "named": True}


def _describe_origin(key: str, origin: Origin) -> dict[str, object]:
    """Where the part began, not how the machine named it: such words may have to go, and decisions stay."""
    return {"key": key, "segments": sorted(origin.segment_ids), "origin": origin.key, "named": False}
