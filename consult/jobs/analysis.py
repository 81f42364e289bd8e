"""The job that analyses a consultation: gather, analyse with no transaction open, keep."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from analysis.errors import AnalysisError, Stopped
from analysis.models import open_models
from analysis.settings import Settings
from consult.errors import CodedError, NotFound
from consult.jobs.running import JobContext
from consult.models.consultation import Consultation
from consult.sealing.agent_client import AgentClient
from consult.services import analysing, auditing, queueing
from consult.services.recording_analysis import Kept, keep_analysis
from consult.services.setting_up import find_small_number
from consult.vocabulary import Bucket, JobKind, JobState


def analyse_consultation(context: JobContext) -> dict[str, Any]:
    """Analyse the consultation that the job names; says how many accounts were left out because locked."""
    keys = AgentClient(Path(context.settings["KEY_SOCKET"]))
    context.report("reading what was received", 0, 1)
    material, settings = _gather(context, keys)
    try:
        found = analysing.find_patterns(
            material,
            models=open_models(),
            settings=settings,
            progress=context.report,
            should_stop=context.should_stop,
        )
    except Stopped as error:
        raise CodedError("C601") from error
    except AnalysisError as error:
        raise CodedError("C602", reason=str(error)) from error
    context.report("keeping what was found", 0, 1)
    kept = _keep(context, keys, material, found)
    return {"run_id": kept.run_id, "themes": kept.themes, "segments": kept.segments, "buckets": kept.buckets}


def _gather(context: JobContext, keys: AgentClient) -> tuple[analysing.Material, Settings]:
    with context.sessions.begin() as session:
        consultation = session.get(Consultation, context.subject_id)
        if consultation is None:
            raise NotFound("C102")
        material = analysing.gather_material(session, consultation, keys=keys, now=datetime.now(UTC))
        return material, Settings(small_number=find_small_number(session))


def _keep(context: JobContext, keys: AgentClient, material: analysing.Material, found: Any) -> Kept:
    now = datetime.now(UTC)
    today = now.astimezone(ZoneInfo(context.settings["TIME_ZONE"])).date()
    actor = context.requested_by_id or auditing.SYSTEM
    with context.sessions.begin() as session:
        kept = keep_analysis(session, material, found, keys=keys, actor=actor, as_of_on=today, now=now)
        if kept.buckets.get(Bucket.LOCKED.value):
            _ask_again_when_unlocked(session, context, kept, now)
        return kept


def _ask_again_when_unlocked(session: Any, context: JobContext, kept: Kept, now: datetime) -> None:
    """The rest went on without the locked accounts; one more run waits for the keys."""
    queueing.request_job(
        session,
        JobKind.ANALYSE,
        context.subject_id,
        key=f"analyse:{context.subject_id}:after:{kept.run_id}",
        staff_id=context.requested_by_id,
        now=now,
        state=JobState.NEEDS_UNLOCKING,
    )
