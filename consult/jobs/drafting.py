"""The job that drafts the regional response: gather, write with no transaction open, keep."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from analysis.errors import AnalysisError
from analysis.models import VECTORS, Models, open_models
from analysis.store import ReadOnly, Store
from analysis.vectors import Meaning
from consult.config import MOST_QUOTATIONS
from consult.errors import CodedError, NotFound
from consult.jobs.keys import Looked, ask_again_when_unlocked, look, report_locked
from consult.jobs.running import Ending, JobContext
from consult.models.consultation import Consultation
from consult.queries.drafts import get_latest_draft
from consult.services import auditing
from consult.services.analyses.derived import open_store
from consult.services.drafts.draft_record import Record
from consult.services.drafts.drafting import KeptDraft, Written, keep_draft, write_sections
from consult.services.drafts.gathering import gather_record
from consult.services.keys.key_keeping import AccountKeys
from consult.services.quotations.quoted_parts import note_quoted

Report = Callable[[str, int, int], None]
STEPS = ("reading what was received", "choosing quotations and writing the sections", "keeping the draft")


@dataclass(frozen=True)
class Asked:
    """What a draft is written with. store: of what was derived from returns; nothing is kept here."""

    models: Models
    most_quotations: int
    store: Store

    def open_meaning(self) -> Meaning | None:
        """What reads meanings; those that the analysis read are looked up."""
        model = self.models.vectors
        version = f"{VECTORS.distribution} {VECTORS.version}"
        return None if model is None else Meaning(model, store=ReadOnly(self.store), version=version)


def _ask(models: Models, settings: Mapping[str, Any], consultation_id: str) -> Asked:
    most = int(settings.get("MOST_QUOTATIONS", MOST_QUOTATIONS))
    return Asked(models, most, open_store(settings, consultation_id))


@dataclass(frozen=True)
class _Draft:
    """A draft that was written from a record and is not kept yet."""

    record: Record = field(repr=False)
    written: Written = field(repr=False)


def draft_consultation(context: JobContext) -> Ending:
    """Draft the response to the consultation that the job names; its result says how many accounts were
    left out locked.

    Raises: Conflict (C502 nothing analysed yet), CodedError (C601 cancelled, C602 failed).
    """
    context.report(STEPS[0], 0, len(STEPS))
    looked = look(context, lambda session: _gather(session, context.subject_id, context.keys, None))
    _refuse_cancelled(context.should_stop)
    asked = _ask(open_models(), context.settings, context.subject_id)
    made = _write(looked.found, context.report, asked)
    _refuse_cancelled(context.should_stop)
    return lambda session: _end(session, context, looked, made)


def build_draft(
    sessions: sessionmaker[Session],
    consultation_id: str,
    *,
    keys: AccountKeys | None,
    actor: str,
    report: Report,
    as_of: date | None = None,
    models: Models | None = None,
    settings: Mapping[str, Any] = {},
) -> KeptDraft:
    """Build a draft without a job, for a command; one transaction to read, one to keep.

    Raises: Conflict (C502 nothing analysed yet), CodedError (C602 failed).
    """
    report(STEPS[0], 0, len(STEPS))
    with sessions.begin() as session:
        record = _gather(session, consultation_id, keys, as_of)
    made = _write(record, report, _ask(models or open_models(), settings, consultation_id))
    with sessions.begin() as session:
        return _keep(session, made, keys, actor)


def _gather(session: Session, consultation_id: str, keys: AccountKeys | None, as_of: date | None) -> Record:
    consultation = session.get(Consultation, consultation_id)
    if consultation is None:
        raise NotFound("C102")
    return gather_record(session, consultation, as_of=as_of, keys=keys, now=datetime.now(UTC))


def _refuse_cancelled(should_stop: Callable[[], bool]) -> None:
    if should_stop():
        raise CodedError("C601")


def _write(record: Record, report: Report, asked: Asked) -> _Draft:
    report(STEPS[1], 1, len(STEPS))
    try:
        written = write_sections(
            record,
            nlp=asked.models.names,
            most_quotations=asked.most_quotations,
            meaning=asked.open_meaning(),
        )
        made = _Draft(record, written)
    except AnalysisError as error:
        raise CodedError("C602", reason=str(error)) from error
    report(STEPS[2], 2, len(STEPS))
    return made


def _end(session: Session, context: JobContext, looked: Looked[Record], made: _Draft) -> dict[str, Any]:
    kept = _keep(session, made, context.keys, context.requested_by_id or auditing.SYSTEM)
    if kept.locked:
        ask_again_when_unlocked(session, context, looked, now=datetime.now(UTC))
    return {
        "draft_id": kept.draft_id,
        "number": kept.number,
        "quotations": kept.quotations,
        **report_locked(kept.locked),
    }


def _keep(session: Session, made: _Draft, keys: AccountKeys | None, actor: str) -> KeptDraft:
    """Keep the draft, and put on record whose words went into it, under which permission."""
    now, record = datetime.now(UTC), made.record
    kept = keep_draft(session, record, made.written, actor=actor, now=now)
    draft = get_latest_draft(session, record.consultation_id)
    note_quoted(session, draft, keys=keys, now=now)
    return kept
