"""Find again the themes of the run before, so that each keeps its key and the name that a person gave it.

A theme goes on where more than half of its passages are the same: of the passages that both runs placed,
those in either theme. Each passage counts in its best theme only, so no theme goes on as two, nor two as one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.analysis import Theme, ThemePlacement
from consult.queries.runs import find_latest_run
from consult.services.themes.theme_keys import find_highest, find_highest_key

SAME_FROM = 0.5
FEWEST_SHARED = 2

Members = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Continued:
    """The key that a theme of a new run has, and the name it keeps, if a person named it before."""

    key: str
    label: str | None = None
    renamed_by_id: str | None = None
    renamed_at: datetime | None = None


def continue_themes(session: Session, consultation_id: str, members: Members) -> dict[str, Continued]:
    """Tell for each theme of a run that is being kept which it continues.

    members: passages by the new theme's own id, each passage in its best theme. A new theme gets a key that
    no theme of the consultation had before. Returns: by the new theme's own id.
    """
    before = find_latest_run(session, consultation_id)
    known = {theme.key: theme for theme in before.found_themes} if before else {}
    same = match_themes(_find_members(session, known.values()), members)
    number = find_highest_key(session, consultation_id)
    continued = {}
    for own_id in sorted(members):
        if own_id in same:
            continued[own_id] = _keep(known[same[own_id]])
        else:
            number += 1
            continued[own_id] = Continued(f"T{number:02d}")
    return continued


def continue_broader(session: Session, consultation_id: str, members: Members) -> dict[str, str]:
    """Give each broader theme its key: that of the one it continues, by the keys of its themes, or a new one.

    members: keys of themes by the broader theme's own id. Returns: by that id.
    """
    before = find_latest_run(session, consultation_id)
    earlier: dict[str, set[str]] = {}
    for theme in before.found_themes if before else ():
        if theme.broader_key:
            earlier.setdefault(theme.broader_key, set()).add(theme.key)
    same = match_themes(earlier, members)
    number = find_highest(session, consultation_id, Theme.broader_key)
    found = {}
    for own_id in sorted(members):
        number += own_id not in same
        found[own_id] = same.get(own_id) or f"B{number:02d}"
    return found


def match_themes(before: Members, now: Members) -> dict[str, str]:
    """Map each theme of now to the theme of before that it continues, where there is one."""
    placed_before = {one for passages in before.values() for one in passages}
    placed_now = {one for passages in now.values() for one in passages}
    both = placed_before & placed_now
    earlier = {key: both & set(passages) for key, passages in before.items()}
    found = {}
    for own_id, passages in now.items():
        mine = both & set(passages)
        key = next((key for key, theirs in earlier.items() if _is_same(theirs, mine)), None)
        if key is not None:
            found[own_id] = key
    return found


def _is_same(theirs: set[str], mine: set[str]) -> bool:
    shared = len(theirs & mine)
    return shared >= FEWEST_SHARED and shared > SAME_FROM * len(theirs | mine)


def _keep(theme: Theme) -> Continued:
    is_named = theme.renamed_at is not None or theme.renamed_by_id is not None
    if not is_named:
        return Continued(theme.key)
    return Continued(theme.key, theme.label, theme.renamed_by_id, theme.renamed_at or theme.run.finished_at)


def _find_members(session: Session, themes: Collection[Theme]) -> dict[str, set[str]]:
    ids = {theme.id: theme.key for theme in themes}
    wanted = select(ThemePlacement.theme_id, ThemePlacement.segment_id).where(
        ThemePlacement.theme_id.in_(ids), ThemePlacement.rank == 1
    )
    found: dict[str, set[str]] = {}
    for theme_id, segment_id in session.execute(wanted):
        found.setdefault(ids[theme_id], set()).add(segment_id)
    return found
