"""What the latest run of the analysis found, as values: themes, passages in them, shared wording, tags."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, Theme, ThemePlacement
from consult.models.coding import Segment
from consult.models.response import Answer
from consult.queries.campaigns import find_counted, find_own, find_wholly_shared
from consult.queries.viewer import SYSTEM
from consult.services.drafts.draft_record import Found, FoundTheme, Placed
from consult.services.tags.gathering_tags import list_tagged


def find_results(session: Session, run: AnalysisRun) -> Found:
    """Load what a run found, with people's names of themes and decisions on tags as they are now."""
    return Found(
        run_id=run.id,
        analysed_on=run.as_of_on,
        manifest=run.manifest,
        themes=_list_themes(run),
        placed=_list_placed(session, run.id),
        campaigns=find_counted(session, SYSTEM, run.id),
        tagged=list_tagged(session, run.id),
        own=find_own(session, SYSTEM, run.id),
        wholly_shared=frozenset(find_wholly_shared(session, SYSTEM, run.id)),
    )


def _list_themes(run: AnalysisRun) -> tuple[FoundTheme, ...]:
    return tuple(_describe_theme(theme) for theme in run.themes)


def _describe_theme(theme: Theme) -> FoundTheme:
    label = " ".join(theme.label.split())
    return FoundTheme(theme.key, label, tuple(map(str, theme.key_phrases)), theme.stability)


def _list_placed(session: Session, run_id: str) -> tuple[Placed, ...]:
    columns = (Theme.key, Segment.id, Answer.id, Answer.response_id, Answer.question_id, Segment.revision_id)
    place = (Segment.start, Segment.end)
    wanted = (
        select(*columns, *place, ThemePlacement.score, ThemePlacement.rank, Segment.language)
        .join(AnalysisRun, AnalysisRun.id == Theme.run_id)
        .join(ThemePlacement, ThemePlacement.theme_id == Theme.id)
        .join(Segment, Segment.id == ThemePlacement.segment_id)
        .join(Answer, Answer.id == Segment.answer_id)
        .where(Theme.run_id == run_id, Theme.is_decided == AnalysisRun.is_decided)
        .order_by(Theme.key, ThemePlacement.score.desc(), Segment.id)
    )
    return tuple(Placed(*tuple(row)) for row in session.execute(wanted))
