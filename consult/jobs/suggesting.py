"""The job that suggests tags anew after people decided: gather, suggest with no transaction open, keep."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from analysis.errors import AnalysisError, Stopped
from analysis.models import open_models
from analysis.progress import Watch
from analysis.suggesting import Proposing, Suggested
from consult.errors import CodedError
from consult.jobs.analysis import gather, read_settings
from consult.jobs.keys import Looked, ask_again_when_unlocked, look
from consult.jobs.running import Ending, JobContext
from consult.jobs.suggestions import keep_parts
from consult.services import auditing
from consult.services.analyses.analysing import Material
from consult.services.analyses.derived import open_store
from consult.services.analyses.suggestions_in_parts import Staged
from consult.services.tags import refreshing_suggestions
from consult.vocabulary import Bucket


def suggest_tags(context: JobContext) -> Ending:
    """Refresh the suggestions of the consultation that the job names.

    Raises: CodedError (C601 cancelled, C602 failed), Conflict (C401 nothing received).
    """
    context.report("reading what was received", 0, 1)
    looked = look(context, lambda session: gather(session, context))
    try:
        found = refreshing_suggestions.find_suggestions(looked.found, _make_proposing(context, looked.found))
    except Stopped as error:
        raise CodedError("C601") from error
    except AnalysisError as error:
        raise CodedError("C602", reason=str(error)) from error
    staged = keep_parts(context, "keeping the suggestions", looked.found, found.segments, found.codings)
    return lambda session: _keep(session, context, looked, found, staged)


def _make_proposing(context: JobContext, material: Material) -> Proposing:
    return Proposing(
        material.codebook,
        read_settings(context),
        open_models(),
        material.decisions,
        open_store(context.settings, context.subject_id),
        Watch(context.report, context.should_stop),
    )


def _keep(
    session: Session, context: JobContext, looked: Looked[Material], found: Suggested, staged: Staged
) -> dict[str, Any]:
    now = datetime.now(UTC)
    actor = context.requested_by_id or auditing.SYSTEM
    kept = refreshing_suggestions.refresh_suggestions(
        session, looked.found, found, staged=staged, keys=context.keys, actor=actor, now=now
    )
    locked = sum(bucket is Bucket.LOCKED for bucket in looked.found.left_out.values())
    if locked:
        ask_again_when_unlocked(session, context, looked, now=now)
    return {**asdict(kept), "locked": locked}
