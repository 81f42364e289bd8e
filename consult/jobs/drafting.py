"""The job that drafts the regional response: gather, write with no transaction open, keep."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from analysis.errors import AnalysisError
from analysis.models import Models, open_models
from consult.errors import CodedError, NotFound
from consult.jobs.running import JobContext
from consult.models.consultation import Consultation
from consult.queries.viewer import SYSTEM
from consult.sealing.agent_client import AgentClient, Unwrapper
from consult.services import auditing
from consult.services.documenting import Showing, show_draft
from consult.services.draft_record import Record
from consult.services.drafting import KeptDraft, Written, get_latest_draft, keep_draft, write_sections
from consult.services.gathering import gather_record
from consult.vocabulary import UseKind

Report = Callable[[str, int, int], None]
STEPS = ("reading what was received", "choosing quotations and writing the sections", "keeping the draft")


def draft_consultation(context: JobContext) -> dict[str, Any]:
    """Draft the response to the consultation that the job names. Raises: CodedError (C601, C502, C602)."""
    kept = build_draft(
        context.sessions,
        context.subject_id,
        keys=open_keys(context.settings),
        actor=context.requested_by_id or auditing.SYSTEM,
        report=context.report,
        should_stop=context.should_stop,
    )
    return {"draft_id": kept.draft_id, "number": kept.number, "quotations": kept.quotations}


def build_draft(
    sessions: sessionmaker[Session],
    consultation_id: str,
    *,
    keys: Unwrapper | None,
    actor: str,
    report: Report,
    should_stop: Callable[[], bool] = lambda: False,
    as_of: date | None = None,
    models: Models | None = None,
) -> KeptDraft:
    """Build a draft, for a job or a command; one transaction to read, one to keep.

    Raises: Conflict (C502 nothing analysed yet), CodedError (C601 cancelled, C602 failed).
    """
    report(STEPS[0], 0, len(STEPS))
    with sessions.begin() as session:
        consultation = session.get(Consultation, consultation_id)
        if consultation is None:
            raise NotFound("C102")
        record = gather_record(session, consultation, as_of=as_of, keys=keys, now=datetime.now(UTC))
    _refuse_cancelled(should_stop)
    report(STEPS[1], 1, len(STEPS))
    written = _write(record, models or open_models())
    _refuse_cancelled(should_stop)
    report(STEPS[2], 2, len(STEPS))
    return _keep(sessions, record, written, keys, actor)


def open_keys(settings: Mapping[str, Any]) -> AgentClient:
    """The key agent of this installation; where none answers, experiences are locked."""
    return AgentClient(Path(settings["KEY_SOCKET"]))


def _refuse_cancelled(should_stop: Callable[[], bool]) -> None:
    if should_stop():
        raise CodedError("C601")


def _write(record: Record, models: Models) -> Written:
    try:
        return write_sections(record, nlp=models.english)
    except AnalysisError as error:
        raise CodedError("C602", reason=str(error)) from error


def _keep(
    sessions: sessionmaker[Session], record: Record, written: Written, keys: Unwrapper | None, actor: str
) -> KeptDraft:
    """Keep the draft, and put on record whose words went into it, under which permission."""
    now = datetime.now(UTC)
    with sessions.begin() as session:
        kept = keep_draft(session, record, written, actor=actor, now=now)
        draft = get_latest_draft(session, record.consultation_id)
        show_draft(session, draft, Showing(SYSTEM, UseKind.DRAFT, now, keys))
        return kept
