"""The demonstration's fictional consultation: questions, questionnaires, and returns from partners.

Every date is moved by the same number of days, so that the consultation is open on the day it is loaded.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.errors import ImportRefused
from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.services import auditing
from consult.services.consultations.consulting import ConsultationPlan, change_state, plan_consultation
from consult.services.consultations.publishing import add_version, publish
from consult.services.imports.importing import import_returns
from consult.services.imports.table_files import read_table_file
from consult.services.imports.table_rows import Table
from consult.services.sample.sampling_call import CALL
from consult.services.sample.sampling_region import SAMPLE, read_toml
from consult.vocabulary import ConsultationState, FormPurpose
from forms.xlsform.reader import read_xlsform

FORMS = {FormPurpose.RETURN: "questionnaire", FormPurpose.ACCOUNT: "account"}
DATE_COLUMNS = ("received_on",)
MoveDate = Callable[[date], date]


@dataclass(frozen=True)
class LoadedReturns:
    """How many returns came from how many rows."""

    rows: int
    taken_in: int


def make_mover(today: date) -> MoveDate:
    """Return what moves a date of the sample to where it lies from today."""
    moved: timedelta = today - read_toml(SAMPLE / "consultation.toml")["as_of_on"]
    return lambda day: day + moved


def load_consultation(
    session: Session,
    name: str = "consultation",
    forms: Mapping[FormPurpose, str] = FORMS,
    *,
    move: MoveDate,
    now: datetime,
) -> Consultation:
    """Put a fictional consultation in place, open it, and publish its forms."""
    found = read_toml(SAMPLE / f"{name}.toml")
    plan = _describe_plan(found, move)
    consultation = plan_consultation(session, plan, actor=auditing.SYSTEM, now=now)
    for purpose, folder in forms.items():
        _publish(session, consultation, purpose, folder, now)
    return change_state(session, consultation, ConsultationState.OPEN, actor=auditing.SYSTEM, now=now)


def load_standing_call(session: Session, *, now: datetime) -> Consultation:
    """Put a call in place that is open with no consultation, and publish its form for experiences."""
    call = plan_consultation(session, CALL, actor=auditing.SYSTEM, now=now)
    _publish(session, call, FormPurpose.ACCOUNT, FORMS[FormPurpose.ACCOUNT], now)
    return change_state(session, call, ConsultationState.OPEN, actor=auditing.SYSTEM, now=now)


def load_returns(
    session: Session,
    consultation: Consultation,
    *,
    name: str = "returns",
    move: MoveDate,
    today: date,
    now: datetime,
) -> LoadedReturns:
    """Import the fictional returns, the way a file of a region's own would be."""
    table = move_dates(read_table_file(SAMPLE / f"{name}.csv"), move)
    outcome = import_returns(session, consultation, table, actor=auditing.SYSTEM, today=today, now=now)
    if outcome.rejected:
        raise ImportRefused("C703", rejects=outcome.rejected[0].reason)
    _mark_dissent(session, consultation)
    return LoadedReturns(outcome.rows, outcome.taken_in)


def move_dates(table: Table, move: MoveDate) -> Table:
    """Move the days on which rows of a sample table came in."""
    places = [table.header.index(column) for column in DATE_COLUMNS]
    rows = [replace(row, cells=_move_cells(row.cells, places, move)) for row in table.rows]
    return replace(table, rows=tuple(rows))


def _move_cells(cells: tuple[str, ...], places: list[int], move: MoveDate) -> tuple[str, ...]:
    moved = list(cells)
    for place in places:
        moved[place] = move(date.fromisoformat(moved[place])).isoformat()
    return tuple(moved)


def _describe_plan(found: Mapping[str, Any], move: MoveDate) -> ConsultationPlan:
    questions = tuple((str(one["number"]), one["text"]) for one in found["government_questions"])
    return ConsultationPlan(
        slug=found["slug"],
        title=found["title"],
        summary=found["summary"],
        consulting_body=found["department_name"],
        opens_on=move(found["opened_on"]),
        closes_on=move(found["region_closes_on"]),
        government_deadline_on=move(found["government_deadline_on"]),
        government_questions=questions,
        is_fictional=True,
    )


def _publish(
    session: Session, consultation: Consultation, purpose: FormPurpose, folder: str, now: datetime
) -> None:
    reading = read_xlsform(SAMPLE / folder)
    if reading.questionnaire is None:
        raise ImportRefused("C701", name=folder, reason="it is damaged", formats="it was")
    version = add_version(
        session, consultation, reading.questionnaire, purpose=purpose, actor=auditing.SYSTEM, now=now
    )
    publish(session, version, actor=auditing.SYSTEM, now=now)


def _mark_dissent(session: Session, consultation: Consultation) -> None:
    ids = read_toml(SAMPLE / "consultation.toml")["dissents"]
    of_these = (Response.consultation_id == consultation.id, Response.external_id.in_(ids))
    session.execute(update(Response).where(*of_these).values(dissents=True))
