"""What was published before, in tables and in sentences, as the next table has to be guarded against it.

Of drafts these are the sentences on themes: not the tables of a draft, nor what it says of tags and choices.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.figures import Rules, is_small
from analysis.drafting.shares import tells_own
from analysis.drafting.statements import Figure
from analysis.drafting.told_elsewhere import ELSEWHERE
from analysis.tables.since import Published
from consult.models.draft import Draft, Section, Statement
from consult.queries.tables import list_released
from consult.services.released_layers import read_apart, read_published
from consult.services.setting_up import find_small_number
from consult.services.trend_releases import list_across
from consult.vocabulary import StatementKind

THEME = "theme"


def list_earlier(session: Session, consultation_id: str, rows_by: str) -> list[Published]:
    """List what a reader has of these rows: tables handed out, and what sentences of drafts say of themes."""
    released = [one for one in list_released(session, consultation_id) if one.rows_by == rows_by]
    across = list_across(session, consultation_id, rows_by)
    said = _list_said(session, consultation_id) if rows_by == THEME else []
    return [*map(read_published, released), *across, *said]


def list_apart(session: Session, consultation_id: str, rows_by: str) -> list[Published]:
    """List what tables of these rows showed without the open form, as their `own` counts."""
    released = [one for one in list_released(session, consultation_id) if one.rows_by == rows_by]
    return [apart for one in released if (apart := read_apart(one))]


def _list_said(session: Session, consultation_id: str) -> list[Published]:
    """Each number that a draft says of a theme; a draft counts each of the government's questions apart."""
    wanted = (
        select(Statement.evidence)
        .join(Section, Section.id == Statement.section_id)
        .join(Draft, Draft.id == Section.draft_id)
        .where(Draft.consultation_id == consultation_id, Statement.kind == StatementKind.COUNTED)
        .order_by(Statement.id)
    )
    rules = Rules(find_small_number(session))
    told: dict[tuple[str, str, int, int | None], list[str]] = {}
    for evidence in session.scalars(wanted):
        for said, own in _read_themes(evidence.get("figures", ()), rules):
            told.setdefault((said.question_id, said.group, said.count, own), []).append(said.theme_id)
    return [
        Published("", (), _repeat(themes, count), {} if own is None else _repeat(themes, own))
        for (_, _, count, own), themes in told.items()
    ]


def _read_themes(figures: Iterable[dict[str, Any]], rules: Rules) -> list[tuple[Figure, int | None]]:
    """Read the numbers that a sentence gives of a theme; with each, if said, without shared wording.

    Who says how many were told elsewhere says how many were told here, and of these alone tables are made.
    """
    kept = [Figure(**one) for one in figures if one.get("measure") == THEME and one.get("theme_id")]
    kept = [replace(one, count=kept[0].count - one.count) if one.group == ELSEWHERE else one for one in kept]
    own = next((one for one in kept if one.without_campaigns), None)
    said = [one for one in kept if not (one.withheld or one.without_campaigns or is_small(one.count, rules))]
    return [(one, own.count if own and tells_own(one, own, rules) else None) for one in said]


def _repeat(themes: Iterable[str], count: int) -> dict[str, tuple[int]]:
    return dict.fromkeys(themes, (count,))
