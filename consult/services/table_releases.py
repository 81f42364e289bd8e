"""What was published before, in tables and in sentences, as the next table has to be guarded against it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.tables.since import Published
from consult.models.draft import Draft, Section, Statement
from consult.models.release import ReleasedTable
from consult.queries.tables import list_released
from consult.services.setting_up import find_small_number
from consult.vocabulary import StatementKind

THEME = "theme"


def list_earlier(session: Session, consultation_id: str, rows_by: str) -> list[Published]:
    """List what a reader has of these rows: tables handed out, and what drafts say of themes."""
    released = [one for one in list_released(session, consultation_id) if one.rows_by == rows_by]
    said = _list_said(session, consultation_id) if rows_by == THEME else []
    return [*map(read_published, released), *said]


def read_published(table: ReleasedTable) -> Published:
    """Read a table that was handed out."""
    groups = tuple(tuple(part) for part in table.groups)
    return Published(table.columns_by, groups, _read(table.every), _read(table.own))


def write_published(published: Published) -> dict[str, Any]:
    """Write what a table shows, for the record."""
    return {
        "groups": [list(part) for part in published.groups],
        "every": {label: list(row) for label, row in published.every.items()},
        "own": {label: list(row) for label, row in published.own.items()},
    }


def _read(rows: dict[str, list[int | None]]) -> dict[str, tuple[int | None, ...]]:
    return {label: tuple(row) for label, row in rows.items()}


def _list_said(session: Session, consultation_id: str) -> list[Published]:
    """Each number that a draft says of a theme; a draft counts each of the government's questions apart."""
    wanted = (
        select(Statement.evidence)
        .join(Section, Section.id == Statement.section_id)
        .join(Draft, Draft.id == Section.draft_id)
        .where(Draft.consultation_id == consultation_id, Statement.kind == StatementKind.COUNTED)
        .order_by(Statement.id)
    )
    small_number = find_small_number(session)
    told: dict[str, dict[str, tuple[int, ...]]] = {}
    for evidence in session.scalars(wanted):
        for figure in _list_themes(evidence.get("figures", ()), small_number):
            told.setdefault(_name(figure), {})[figure["theme_id"]] = (int(figure["count"]),)
    return [Published("", (), rows) for rows in told.values()]


def _list_themes(figures: Iterable[dict[str, Any]], small_number: int) -> list[dict[str, Any]]:
    """List the numbers that sentences give: those of a theme that are neither withheld nor small."""
    kept = [one for one in figures if one.get("measure") == THEME and one.get("theme_id")]
    said = [one for one in kept if not (one.get("withheld") or one.get("without_campaigns"))]
    return [one for one in said if int(one["count"]) >= small_number or not one["count"]]


def _name(figure: dict[str, Any]) -> str:
    return f"{figure.get('question_id', '')}|{figure.get('group', '')}|{figure['count']}"
