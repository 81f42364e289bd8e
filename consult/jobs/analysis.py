"""The job that analyses a consultation: gather, analyse with no transaction open, keep."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from analysis.errors import AnalysisError, Stopped
from analysis.models import open_models
from analysis.progress import Watch
from analysis.results import Analysis
from analysis.settings import Settings
from consult.errors import CodedError, NotFound
from consult.jobs.keys import Looked, ask_again_when_unlocked, look, report_locked
from consult.jobs.running import Ending, JobContext
from consult.jobs.suggestions import keep_parts
from consult.models.consultation import Consultation
from consult.queries.runs import count_in_bucket
from consult.queries.viewer import SYSTEM
from consult.services import auditing
from consult.services.analyses import analysing
from consult.services.analyses.derived import open_store
from consult.services.analyses.recording_analysis import keep_analysis
from consult.services.analyses.suggestions_in_parts import Staged
from consult.services.days import find_day
from consult.services.identifiers.preparing_checks import Suggested, keep_suggestions, suggest_with_model
from consult.services.region.setting_up import find_small_number
from consult.vocabulary import Bucket


def analyse_consultation(context: JobContext) -> Ending:
    """Analyse the consultation that the job names; its result says how many accounts were left out locked,
    and what looked for names in the others.

    Raises: CodedError (C601 cancelled, C602 failed), Conflict (C401 nothing received).
    """
    context.report("reading what was received", 0, 1)
    looked = look(context, lambda session: gather(session, context))
    settings, models = read_settings(context), open_models()
    try:
        found = analysing.find_patterns(
            looked.found,
            models=models,
            settings=settings,
            store=open_store(context.settings, context.subject_id),
            progress=context.report,
            should_stop=context.should_stop,
        )
        context.report("looking for personal data", 0, 1)
        watch = Watch(context.report, context.should_stop)
        suggested = suggest_with_model(looked.found, models.names, watch)
    except Stopped as error:
        raise CodedError("C601") from error
    except AnalysisError as error:
        raise CodedError("C602", reason=str(error)) from error
    staged = keep_parts(context, "keeping what was found", looked.found, found.segments, found.codings)
    has_accounts = any(row.respondent.is_account for row in looked.found.answers.values())
    names = models.describe_names() if has_accounts else ""
    return lambda session: _keep(session, context, looked, found, suggested, staged) | {"names": names}


def gather(session: Session, context: JobContext) -> analysing.Material:
    """Read what the job works on. Raises: NotFound (C102), Conflict (C401)."""
    consultation = session.get(Consultation, context.subject_id)
    if consultation is None:
        raise NotFound("C102")
    return analysing.gather_material(session, consultation, keys=context.keys, now=datetime.now(UTC))


def read_settings(context: JobContext) -> Settings:
    """The settings of an analysis, with what the region chose."""
    with context.sessions.begin() as session:
        return Settings(small_number=find_small_number(session))


def _keep(
    session: Session,
    context: JobContext,
    looked: Looked[analysing.Material],
    found: Analysis,
    suggested: Suggested,
    staged: Staged,
) -> dict[str, Any]:
    now = datetime.now(UTC)
    today = find_day(now)
    kept = keep_analysis(
        session,
        looked.found,
        found,
        staged=staged,
        keys=context.keys,
        actor=context.requested_by_id or auditing.SYSTEM,
        as_of_on=today,
        now=now,
    )
    keep_suggestions(session, looked.found, suggested, keys=context.keys, today=today)
    locked = count_in_bucket(session, SYSTEM, kept.run_id, Bucket.LOCKED)
    if locked:
        ask_again_when_unlocked(session, context, looked, now=now)
    return {
        "run_id": kept.run_id,
        "themes": kept.themes,
        "segments": kept.segments,
        "buckets": kept.buckets,
        **report_locked(locked),
    }
