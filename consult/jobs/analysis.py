"""The job that analyses a consultation: gather, analyse with no transaction open, keep."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from analysis.errors import AnalysisError, Stopped
from analysis.models import open_models
from analysis.results import Analysis
from analysis.settings import Settings
from consult.errors import CodedError, NotFound
from consult.jobs.keys import Looked, ask_again_when_unlocked, look
from consult.jobs.running import Ending, JobContext
from consult.models.consultation import Consultation
from consult.services import analysing, auditing
from consult.services.derived import open_store
from consult.services.preparing_checks import Suggested, keep_suggestions, suggest_with_model
from consult.services.recording_analysis import keep_analysis
from consult.services.setting_up import find_small_number
from consult.vocabulary import Bucket


def analyse_consultation(context: JobContext) -> Ending:
    """Analyse the consultation that the job names; its result says how many accounts were left out locked,
    and what looked for names in the others.

    Raises: CodedError (C601 cancelled, C602 failed), Conflict (C401 nothing received).
    """
    context.report("reading what was received", 0, 1)
    looked = look(context, lambda session: _gather(session, context))
    settings, models = _read_settings(context), open_models()
    try:
        found = analysing.find_patterns(
            looked.found,
            models=models,
            settings=settings,
            store=open_store(context.settings, context.subject_id),
            progress=context.report,
            should_stop=context.should_stop,
        )
    except Stopped as error:
        raise CodedError("C601") from error
    except AnalysisError as error:
        raise CodedError("C602", reason=str(error)) from error
    context.report("looking for personal data", 0, 1)
    suggested = suggest_with_model(looked.found, models.names)
    context.report("keeping what was found", 0, 1)
    has_accounts = any(row.respondent.is_account for row in looked.found.answers.values())
    names = models.describe_names() if has_accounts else ""
    return lambda session: _keep(session, context, looked, found, suggested) | {"names": names}


def _gather(session: Session, context: JobContext) -> analysing.Material:
    consultation = session.get(Consultation, context.subject_id)
    if consultation is None:
        raise NotFound("C102")
    return analysing.gather_material(session, consultation, keys=context.keys, now=datetime.now(UTC))


def _read_settings(context: JobContext) -> Settings:
    with context.sessions.begin() as session:
        return Settings(small_number=find_small_number(session))


def _keep(
    session: Session,
    context: JobContext,
    looked: Looked[analysing.Material],
    found: Analysis,
    suggested: Suggested,
) -> dict[str, Any]:
    now = datetime.now(UTC)
    today = now.astimezone(ZoneInfo(context.settings["TIME_ZONE"])).date()
    kept = keep_analysis(
        session,
        looked.found,
        found,
        keys=context.keys,
        actor=context.requested_by_id or auditing.SYSTEM,
        as_of_on=today,
        now=now,
    )
    keep_suggestions(session, looked.found, suggested, keys=context.keys, today=today)
    locked = kept.buckets.get(Bucket.LOCKED.value, 0)
    if locked:
        ask_again_when_unlocked(session, context, looked, now=now)
    return {
        "run_id": kept.run_id,
        "themes": kept.themes,
        "segments": kept.segments,
        "buckets": kept.buckets,
        "locked": locked,
    }
