"""How many respondents are new in the themes of a run since the run before it."""

from sqlalchemy import except_, func, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, Theme, ThemePlacement
from consult.models.response import Response
from consult.queries.themes import select_placed
from consult.queries.viewer import Viewer


def count_new(
    session: Session, viewer: Viewer, run: AnalysisRun, before: AnalysisRun, *, only: Theme | None = None
) -> dict[str, int]:
    """Count by the key of each theme that stands: of whom nothing in it was in a theme of the run before.

    So nobody becomes new because people merged, split or moved what was there. only: count one theme.
    """
    raised = select_placed(viewer, run.id).where(Theme.is_decided == run.is_decided)
    raised = raised if only is None else raised.where(Theme.id == only.id)
    stood = select(Theme.id).where(Theme.run_id == before.id, Theme.is_decided == before.is_decided)
    known = select(ThemePlacement.segment_id).where(ThemePlacement.theme_id.in_(stood))
    columns = (Theme.key, Response.id)
    every = raised.with_only_columns(*columns).distinct()
    earlier = raised.where(ThemePlacement.segment_id.in_(known)).with_only_columns(*columns).distinct()
    new = except_(every, earlier).subquery()
    counted = select(new.c.key, func.count()).group_by(new.c.key)
    numbers = {row[0]: row[1] for row in session.execute(counted)}
    return {theme.key: numbers.get(theme.key, 0) for theme in (run.themes if only is None else [only])}
