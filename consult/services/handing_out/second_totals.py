"""Whether a file of numbers may give its totals again without shared wording, beside those taken before."""

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun
from consult.models.campaigns import CampaignDecision
from consult.models.release import ReleasedFile
from consult.services.counting.tabulating import AnswerTables
from consult.services.handing_out.comparing_releases import list_since


def tells_totals_again(
    session: Session, tables: AnswerTables, consultation_id: str, description: str
) -> bool:
    """Whether no return and no shared wording moved since each earlier file that may have such totals.

    Of what was shared wording then nothing is kept, so nobody can tell what two of them tell together.
    """
    found = list_since(session, tables, consultation_id, description)
    return not any(
        _had_second(session, file) and (since.came or since.gone or _has_moved(session, file))
        for file, since in found
    )


def _had_second(session: Session, file: ReleasedFile) -> bool:
    """Whether shared wording was looked for before a file was made."""
    runs = _select_runs(file.consultation_id).where(AnalysisRun.finished_at <= file.made_at)
    return bool(session.scalar(select(exists(runs))))


def _has_moved(session: Session, file: ReleasedFile) -> bool:
    """Whether what counts as shared wording may be another since.

    By the clocks of what was done, and not by what a file read: on PostgreSQL a run that finished within the
    seconds before a file was made, and was committed after it, is not seen here (decision 0022).
    """
    decided = select(CampaignDecision.id).where(CampaignDecision.consultation_id == file.consultation_id)
    later = _select_runs(file.consultation_id).where(AnalysisRun.finished_at > file.made_at)
    decided = decided.where(CampaignDecision.at > file.made_at)
    return bool(session.scalar(select(exists(decided) | exists(later))))


def _select_runs(consultation_id: str) -> Select[str]:
    return select(AnalysisRun.id).where(AnalysisRun.consultation_id == consultation_id)
