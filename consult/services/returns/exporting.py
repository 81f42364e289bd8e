"""Hand returns over as a table: fixed columns, then the questions; each use of the words is on record."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.keeping_kinds import FileKind
from consult.models.questionnaire import Questionnaire, QuestionnaireVersion
from consult.models.readings import AnswerText, Reading, Respondent
from consult.models.response import Response
from consult.queries.channels import count_told
from consult.queries.responses import RECEIVED, Wanted, select_responses
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.consultations.reading_versions import read_definition
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.reading import read_answers
from consult.services.permissions.releasing import note_release
from consult.services.process.late_returns import find_closing_day, is_late
from consult.told import Told
from consult.vocabulary import Bucket, FormPurpose, Purpose, ResponseKind, UseKind
from consult.weeks import begin_week
from forms.definitions import Question
from forms.kinds import get_handler

FIRST_COLUMNS = (
    "response_id",
    "received_on",
    "channel",
    "language",
    "organisation",
    "sector",
    "sub_region",
    "status",
    "received_late",
)


@dataclass(frozen=True)
class ResponseTable:
    """A table to write with exports.tables.write_table, and why each other response is not in it.

    file_id: of the record of the file, whose digest the caller adds once it is written.
    """

    file_id: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | date | None, ...], ...] = field(repr=False)
    accounts: Told
    left_out: Mapping[Bucket, int]


def build_response_table(
    session: Session,
    viewer: Viewer,
    consultation: Consultation,
    *,
    keys: AccountKeys | None = None,
    now: datetime,
) -> ResponseTable:
    """Read every return that may be used now, and with `keys` the experiences that are unlocked too.

    Returns: ResponseTable; one row a response, by the day received. Words are as they were given.
    """
    kind = None if keys else ResponseKind.RETURN
    wanted = select_responses(viewer, consultation.id, Wanted(kind=kind, states=RECEIVED))
    kept_as = FileKind.EXPERIENCES if keys else FileKind.RETURNS
    said = "Table of returns and experiences" if keys else "Table of returns"
    file = note_release(session, viewer, consultation.id, kept_as, said, now=now)
    reading = read_answers(
        session,
        viewer,
        wanted,
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.EXPORT,
        subject_id=file.subject_id,
        now=now,
        keys=keys,
        for_consultation_id=consultation.id,
    )
    questions = _list_questions(session, consultation.id, with_accounts=keys is not None)
    responses = {response.id: response for response in session.scalars(wanted)}
    closed_on = find_closing_day(session, consultation)
    rows = tuple(_make_rows(reading, responses, questions, closed_on))
    accounts = count_told(session, viewer, [one.response_id for one in reading.respondents if one.is_account])
    left_out = Counter(reading.left_out.values())
    table = ResponseTable(file.id, _name_columns(questions), rows, accounts, left_out)
    _audit(session, viewer, consultation, file.subject_id, table, now)
    return table


def _name_columns(questions: Mapping[str, Question]) -> tuple[str, ...]:
    return (*FIRST_COLUMNS, *questions, *(f"{id}__language" for id in questions))


def _list_questions(session: Session, consultation_id: str, *, with_accounts: bool) -> dict[str, Question]:
    """Questions in the order of the newest version, then those that only older ones ask; returns first."""
    purposes = [FormPurpose.RETURN, FormPurpose.ACCOUNT] if with_accounts else [FormPurpose.RETURN]
    found: dict[str, Question] = {}
    for purpose in purposes:
        wanted = (
            select(QuestionnaireVersion)
            .join(QuestionnaireVersion.questionnaire)
            .where(Questionnaire.consultation_id == consultation_id, Questionnaire.purpose == purpose)
            .order_by(QuestionnaireVersion.number.desc())
        )
        for version in session.scalars(wanted):
            for question in read_definition(version).questions():
                found.setdefault(question.id, question)
    return found


def _make_rows(
    reading: Reading,
    responses: Mapping[str, Response],
    questions: Mapping[str, Question],
    closed_on: date | None,
) -> Iterator[tuple[str | date | None, ...]]:
    answers: dict[str, dict[str, AnswerText]] = {}
    for row in reading.rows:
        answers.setdefault(row.response_id, {})[row.question_id] = row
    for respondent in sorted(reading.respondents, key=_order):
        response = responses[respondent.response_id]
        given = answers.get(respondent.response_id, {})
        yield (
            response.external_id or response.id,
            _show_day(respondent),
            response.channel.value,
            respondent.language,
            respondent.organisation,
            respondent.sector.value if respondent.sector else "",
            respondent.sub_region,
            response.state.value,
            "yes" if is_late(response, closed_on) else "",
            *(_write(given.get(id), question) for id, question in questions.items()),
            *_list_languages(given, questions),
        )


def _order(respondent: Respondent) -> tuple[bool, date, str]:
    """By the day that is shown, then by id, which says nothing of who came first."""
    day = _show_day(respondent)
    return day is None, day or date.min, respondent.response_id


def _show_day(respondent: Respondent) -> date | None:
    """The day received; of an experience only the Monday of its week."""
    day = respondent.received_on
    return begin_week(day) if day and respondent.is_account else day


def _list_languages(given: Mapping[str, AnswerText], ids: Sequence[str] | Mapping[str, Any]) -> list[str]:
    return [given[id].language if id in given and given[id].text else "" for id in ids]


def _write(answer: AnswerText | None, question: Question) -> str:
    return "" if answer is None else get_handler(question.kind).format_cell(answer.value)


def _audit(
    session: Session,
    viewer: Viewer,
    consultation: Consultation,
    subject_id: str,
    table: ResponseTable,
    now: datetime,
) -> None:
    """An export that holds experiences in clear is an act of its own, with how many of them it holds."""
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action="experiences exported" if table.accounts else "returns exported",
        subject_kind="export",
        subject_id=subject_id,
        details={"consultation": consultation.slug, "rows": len(table.rows), "accounts": table.accounts.all},
        now=now,
    )
