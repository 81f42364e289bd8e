"""The job that compares the latest draft with the record: gather, count with no transaction open, keep."""

from datetime import UTC, datetime
from typing import Any

from analysis.errors import AnalysisError
from consult.errors import CodedError, NotFound
from consult.jobs.drafting import open_keys
from consult.jobs.running import JobContext
from consult.models.consultation import Consultation
from consult.models.draft import Draft
from consult.services.draft_record import Record
from consult.services.drafting import get_latest_draft
from consult.services.gathering import gather_again
from consult.services.rechecking import keep_check, recount

STEPS = ("reading what was received", "counting again")


def recheck_draft(context: JobContext) -> dict[str, Any]:
    """Compare the latest draft of the consultation that the job names.

    Raises: NotFound (C501), Conflict (C502), CodedError (C601, C602).
    """
    context.report(STEPS[0], 0, len(STEPS))
    record = _gather(context)
    context.report(STEPS[1], 1, len(STEPS))
    if context.should_stop():
        raise CodedError("C601")
    try:
        figures = recount(record)
    except AnalysisError as error:
        raise CodedError("C602", reason=str(error)) from error
    with context.sessions.begin() as session:
        draft = session.get_one(Draft, record.draft_id)
        changed = keep_check(session, draft, record, figures, now=datetime.now(UTC))
        return {"draft_id": draft.id, "number": draft.number, "changed": len(changed)}


def _gather(context: JobContext) -> Record:
    with context.sessions.begin() as session:
        consultation = session.get(Consultation, context.subject_id)
        if consultation is None:
            raise NotFound("C102")
        draft = get_latest_draft(session, consultation.id)
        keys, now = open_keys(context.settings), datetime.now(UTC)
        return gather_again(session, consultation, draft.id, as_of=draft.as_of_on, keys=keys, now=now)
