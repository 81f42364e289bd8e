"""Find what a run found that is in no theme as people decided them: what is new beside those."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, Theme, ThemePlacement
from consult.models.coding import Segment
from consult.models.response import Answer, Response
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import ResponseState


@dataclass(frozen=True)
class Beside:
    """Passages of one found theme that stand in no decided theme, as far as the viewer may see them."""

    key: str
    label: str
    passages: int


def list_new(session: Session, viewer: Viewer, run: AnalysisRun) -> list[Beside]:
    """List what is new, the most passages first; nothing where nobody decided about the themes."""
    if not run.is_decided:
        return []
    standing = (
        select(ThemePlacement.segment_id)
        .join(ThemePlacement.theme)
        .where(Theme.run_id == run.id, Theme.is_decided)
    )
    wanted = (
        select(Theme.key, Theme.label, func.count())
        .join(ThemePlacement, ThemePlacement.theme_id == Theme.id)
        .join(Segment, Segment.id == ThemePlacement.segment_id)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(
            Theme.run_id == run.id,
            ~Theme.is_decided,
            Response.state == ResponseState.SUBMITTED,
            is_visible(viewer),
            Segment.id.not_in(standing),
        )
        .group_by(Theme.key, Theme.label)
    )
    found = [Beside(*row) for row in session.execute(wanted)]
    return sorted(found, key=lambda one: (-one.passages, one.key))
