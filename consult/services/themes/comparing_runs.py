"""Which themes of a run go on from the run before, which are new, and which are gone."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, Theme
from consult.queries.runs import find_run_before


@dataclass(frozen=True)
class Changes:
    """What became of the themes of the run before. new: keys of this run's themes that were not there."""

    before: int
    kept: int
    new: frozenset[str]
    gone: tuple[Theme, ...]


def compare_with_before(session: Session, run: AnalysisRun) -> Changes | None:
    """Compare a run with the one before; None for a first run. A theme that goes on keeps its key."""
    before = find_run_before(session, run)
    if before is None:
        return None
    earlier, now = {theme.key for theme in before.found_themes}, {theme.key for theme in run.found_themes}
    gone = tuple(theme for theme in before.found_themes if theme.key not in now)
    return Changes(before.number, len(earlier & now), frozenset(now - earlier), gone)
