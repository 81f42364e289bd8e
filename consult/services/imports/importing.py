"""Take returns in from a table: every row that can be read; the caller commits all of it or nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.errors import CodedError
from consult.models.consultation import Consultation
from consult.models.locking import lock_name
from consult.services import auditing
from consult.services.consultations.publishing import get_published
from consult.services.consultations.reading_versions import read_definition
from consult.services.imports.mapping import MappingFile, map_columns, require_answers
from consult.services.imports.return_intake import Intake, RejectedRow
from consult.services.imports.return_rows import RowReader, read_directory
from consult.services.imports.settling_rows import SettledRow, settle
from consult.services.imports.table_rows import Table, TableRow

BATCH = 500
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class ImportOutcome:
    """What became of every row: taken in, there already, or rejected. They add up to the rows of the file."""

    rows: int
    taken_in: int
    already_there: int
    rejected: tuple[RejectedRow, ...]
    header: tuple[str, ...]
    remarks: tuple[str, ...]


def keep_quiet(step: str, done: int, total: int) -> None:
    """Tell nobody how far it is."""


def import_returns(
    session: Session,
    consultation: Consultation,
    table: Table,
    mapping: MappingFile | None = None,
    *,
    actor: str,
    today: date,
    now: datetime,
    tell: Tell = keep_quiet,
) -> ImportOutcome:
    """Take in every row of a table that can be read, as a submitted return; the caller commits.

    actor: a staff id, or auditing.SYSTEM. An imported return has no return number.
    Raises: Conflict (C212); ImportRefused (C702, C704, C705, C731) where the columns do not fit.
    """
    version = get_published(session, consultation)
    questionnaire = read_definition(version)
    columns = map_columns(table.header, questionnaire, mapping, name=table.name)
    require_answers(columns, questionnaire, name=table.name)
    reader = RowReader(questionnaire, columns, read_directory(session), today)
    lock_name(session, f"import:{consultation.id}")
    intake = Intake(session, consultation, version, actor, now)
    unanswered: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for start in range(0, len(table.rows), BATCH):
        tell("taking in returns", start, len(table.rows))
        readable = list(_read_rows(reader, table.rows[start : start + BATCH], intake))
        intake.take([(row, settled.read) for row, settled in readable])
        unanswered.update(id for _, settled in readable for id in settled.unanswered)
        left_out.update(id for _, settled in readable for id in settled.left_out)
    tell("taking in returns", len(table.rows), len(table.rows))
    outcome = ImportOutcome(
        rows=len(table.rows),
        taken_in=intake.taken_in,
        already_there=intake.already_there,
        rejected=tuple(sorted(intake.rejected, key=lambda one: one.number)),
        header=table.header,
        remarks=(*table.remarks, *_remark(columns.unused, unanswered, left_out)),
    )
    _audit(session, consultation, outcome, actor, now)
    return outcome


def list_rejects(outcome: ImportOutcome) -> tuple[list[str], list[list[str | int]]]:
    """The rejected rows as a table: the original columns, then row, code and reason."""
    columns = [*outcome.header, "row", "code", "reason"]
    rows: list[list[str | int]] = [
        [*one.cells, one.number, one.error.code, one.reason] for one in outcome.rejected
    ]
    return columns, rows


def _read_rows(
    reader: RowReader, rows: Sequence[TableRow], intake: Intake
) -> Iterator[tuple[TableRow, SettledRow]]:
    for row in rows:
        try:
            if row.fault is not None:
                raise row.fault
            yield row, settle(reader.questionnaire, reader.read(row.cells))
        except CodedError as error:
            intake.reject(row, error)


def _remark(unused: tuple[str, ...], unanswered: Counter[str], left_out: Counter[str]) -> Iterator[str]:
    if unused:
        shown = ", ".join(f"“{column}”" for column in unused[:20])
        yield f"Columns that were not taken in: {shown}{' and more' if len(unused) > 20 else ''}."
    for question_id, count in sorted(unanswered.items()):
        yield f"Rows without an answer to {question_id}, which the form requires: {count:,}. They count too."
    for question_id, count in sorted(left_out.items()):
        yield f"Answers to {question_id} left out, for the form does not ask these rows for it: {count:,}."


def _audit(
    session: Session, consultation: Consultation, outcome: ImportOutcome, actor: str, now: datetime
) -> None:
    counts = {
        "rows": outcome.rows,
        "taken_in": outcome.taken_in,
        "already_there": outcome.already_there,
        "rejected": len(outcome.rejected),
    }
    auditing.record(
        session,
        actor=actor,
        action="returns imported",
        subject_kind="consultation",
        subject_id=consultation.id,
        details=counts,
        now=now,
    )
