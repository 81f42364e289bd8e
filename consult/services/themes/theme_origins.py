"""Which themes a theme was made of, as the machine found them at first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, Theme
from consult.services.themes.finding_decisions import list_decisions, read_known, replay_themes
from consult.services.themes.theme_shapes import Member, ThemeShape
from consult.services.themes.withholding_phrases import SHOWN, withhold


@dataclass(frozen=True)
class Origin:
    """Passages of a theme that the machine found in one theme at first."""

    key: str
    label: str
    phrases: tuple[str, ...]
    segment_ids: tuple[str, ...] = field(repr=False)


def list_origins(session: Session, run: AnalysisRun, theme: Theme) -> list[Origin]:
    """The themes that a decided theme was made of, the largest first; one only where nobody merged any.

    Of what the machine named them by there is only what may still be shown.
    """
    decisions = list_decisions(session, run.consultation_id)
    if not decisions:
        return []
    members = replay_themes(session, run, decisions)[theme.key].members
    there = {placement.segment_id for placement in theme.placements}
    names = withhold(read_known(session, run, decisions), run.manifest.get(SHOWN))
    grouped = _group(members, there)
    ordered = sorted(grouped, key=lambda key: (-len(grouped[key]), key))
    return [_name(key, grouped[key], names.get(key)) for key in ordered]


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
