"""Split a theme: by the passages that a person chose, by the themes it was made of, or in two by the machine.

The machine only proposes: both parts are shown, and a person names and confirms them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.themes.halves import Half, Spoken
from consult.errors import Conflict, NotFound
from consult.models.analysis import AnalysisRun, Theme
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.queries.themes import count_placements, list_placements, select_placements
from consult.queries.viewer import Viewer
from consult.services.deciding_themes import begin, find_standing, keep, make_keys
from consult.services.key_keeping import AccountKeys
from consult.services.naming import check_name
from consult.services.reading_passages import PassageText, read_passages
from consult.services.replaying_themes import Member, ThemeShape
from consult.services.restating_themes import list_decisions, read_found, replay_themes

MOST_READ = 2000


@dataclass(frozen=True)
class NewPart:
    """A part of a theme that is to be a theme of its own, by a name that a person gives it."""

    label: str
    segment_ids: tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """Passages of a theme that the machine found in one theme at first."""

    key: str
    label: str
    phrases: tuple[str, ...]
    segment_ids: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Halves:
    """A theme in two, as the machine proposes it. unread: how many could not be read, and stay."""

    first: Half
    second: Half
    texts: dict[str, PassageText] = field(repr=False)
    unread: int = 0


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

    Raises: Conflict (C413) where a side would be empty, (C403) for a part's name; NotFound (C402) for a
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
    content = {"key": key, "parts": [_describe_part(*pair) for pair in zip(new, parts, strict=True)]}
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


def list_origins(session: Session, run: AnalysisRun, theme: Theme) -> list[Origin]:
    """The themes that a decided theme was made of, the largest first; one only where nobody merged any."""
    decisions = list_decisions(session, run.consultation_id)
    if not decisions:
        return []
    members = replay_themes(session, run, decisions)[theme.key].members
    there = {placement.segment_id for placement in theme.placements}
    names = read_found(session, decisions[0].run)
    grouped = _group(members, there)
    ordered = sorted(grouped, key=lambda key: (-len(grouped[key]), key))
    return [_name(key, grouped[key], names.get(key)) for key in ordered]


def read_for_halves(
    session: Session, viewer: Viewer, theme: Theme, *, keys: AccountKeys | None, now: datetime
) -> tuple[list[PassageText], int]:
    """Read what `find_halves` divides; what is read is on record. Returns: also how many there are."""
    placements = select_placements(viewer, theme)
    placed = list_placements(session, placements, skip=0, most=MOST_READ)
    passages = read_passages(session, viewer, theme, placed, keys=keys, now=now)
    return passages, count_placements(session, placements)


def find_halves(passages: Sequence[PassageText], total: int) -> Halves | None:
    """Divide passages in two by their words; None where there is nothing to divide. Takes no transaction.

    Parts are named by words of returns only: what experiences say never names anything here.
    """
    from analysis.themes.halving import halve  # noqa: PLC0415  (heavy: most of those who look never split)

    spoken = [Spoken(one.segment_id, one.language, one.words, not one.is_account) for one in passages]
    found = halve(spoken)
    if found is None:
        return None
    return Halves(*found, {one.segment_id: one for one in passages}, total - len(passages))


def check_chosen(session: Session, viewer: Viewer, theme: Theme, segment_ids: Collection[str]) -> None:
    """Check that each passage is in a theme, once, and seen. Raises: NotFound (C402)."""
    placements = select_placements(viewer, theme)
    seen = {
        one.segment_id for one in list_placements(session, placements, skip=0, most=len(theme.placements))
    }
    if not set(segment_ids) <= seen or len(set(segment_ids)) < len(segment_ids):
        raise NotFound("C402")


def _describe_part(key: str, part: NewPart) -> dict[str, object]:
    return {"key": key, "label": check_name(part.label), "segments": sorted(part.segment_ids), "named": True}


def _describe_origin(key: str, origin: Origin) -> dict[str, object]:
    found = {"label": origin.label, "phrases": list(origin.phrases), "named": False}
    return {"key": key, "segments": sorted(origin.segment_ids), **found}


def _group(members: Mapping[str, Member], there: Collection[str]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for id, one in sorted(members.items()):
        if id in there:
            grouped.setdefault(one.origin, []).append(id)
    return grouped


def _name(key: str, segment_ids: Sequence[str], found: ThemeShape | None) -> Origin:
    if found is None:
        return Origin(key, key, (), tuple(segment_ids))
    return Origin(key, found.label, found.phrases, tuple(segment_ids))
