"""The job that compares the latest draft with the record: gather, count with no transaction open, keep."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from analysis.checking.tables import Recounted
from analysis.errors import AnalysisError
from consult.errors import CodedError, NotFound
from consult.jobs.keys import Looked, ask_again_when_unlocked, look, report_locked
from consult.jobs.running import Ending, JobContext
from consult.models.consultation import Consultation
from consult.models.draft import Draft
from consult.queries.drafts import get_latest_draft
from consult.services.drafts.draft_record import Record
from consult.services.drafts.gathering import gather_again
from consult.services.drafts.rechecking import keep_check
from consult.services.drafts.recounting import recount

STEPS = ("reading what was received", "counting again")


def recheck_draft(context: JobContext) -> Ending:
    """Compare the latest draft of the consultation that the job names.

    Raises: NotFound (C501), Conflict (C502), CodedError (C601, C602).
    """
    context.report(STEPS[0], 0, len(STEPS))
    looked = look(context, lambda session: _gather(session, context))
    context.report(STEPS[1], 1, len(STEPS))
    if context.should_stop():
        raise CodedError("C601")
    try:
        counted = recount(looked.found)
    except AnalysisError as error:
        raise CodedError("C602", reason=str(error)) from error
    return lambda session: _end(session, context, looked, counted)


def _gather(session: Session, context: JobContext) -> Record:
    consultation = session.get(Consultation, context.subject_id)
    if consultation is None:
        raise NotFound("C102")
    draft = get_latest_draft(session, consultation.id)
    now = datetime.now(UTC)
    return gather_again(session, consultation, draft.id, as_of=draft.as_of_on, keys=context.keys, now=now)


def _end(session: Session, context: JobContext, looked: Looked[Record], counted: Recounted) -> dict[str, Any]:
    """Keep how the numbers stand; the same is asked again once locked experiences are unlocked."""
    record, now = looked.found, datetime.now(UTC)
    draft = session.get_one(Draft, record.draft_id)
    changed = keep_check(session, draft, record, counted, now=now)
    if record.is_locked:
        ask_again_when_unlocked(session, context, looked, now=now)
    locked = report_locked(record.locked)
    return {"draft_id": draft.id, "number": draft.number, "changed": len(changed), **locked}
