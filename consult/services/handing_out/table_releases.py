"""What was published before, in tables and in sentences, as the next table has to be guarded against it.

Of drafts these are the sentences on themes and tags; their own tables are kept as tables (`draft_tables.py`).
"""

from collections.abc import Mapping, Sequence
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
from consult.services.drafts.counting_asks import SUGGESTED
from consult.services.handing_out.release_scopes import EXPERIENCES, RETURNS, Scope, Scoped, list_related
from consult.services.handing_out.released_layers import read_apart, read_published, read_scope
from consult.services.handing_out.trend_releases import list_across
from consult.services.region.setting_up import find_small_number
from consult.vocabulary import StatementKind

TOLD = THEME, TAG, DECIDED = "theme", "tag", "decided"
"""Rows that sentences of drafts give numbers of."""


def list_earlier(
    session: Session, consultation_id: str, rows_by: str, scope: Scope, questions: Sequence[str] = ()
) -> list[Published]:
    """List what a reader has of these rows and could subtract: tables, and what drafts say of themes.

    questions: the numbers of all the government's questions, where all that is counted answers one of them.
    """
    released = [
        Scoped(read_scope(one), read_published(one))
        for one in list_released(session, consultation_id)
        if one.rows_by == rows_by
    ]
    said = [one for _, one in list_told(session, consultation_id, rows_by)]
    across = list_across(session, consultation_id, rows_by, scope.who)
    return [*list_related([*released, *said], scope, questions), *across]


def list_apart(session: Session, consultation_id: str, rows_by: str, scope: Scope) -> list[Published]:
    """List what tables of these rows showed without the open form, as their `own` counts."""
    released = [one for one in list_released(session, consultation_id) if one.rows_by == rows_by]
    shown = [Scoped(read_scope(one), apart) for one in released if (apart := read_apart(one)) is not None]
    return list_related(shown, scope)


def list_told(session: Session, consultation_id: str, rows_by: str) -> list[tuple[int, Scoped]]:
    """List the numbers that drafts say of themes or tags, each with the draft's; of each question apart."""
    wanted = (
        select(Draft.number, Statement.evidence)
        .join(Section, Section.id == Statement.section_id)
        .join(Draft, Draft.id == Section.draft_id)
        .where(Draft.consultation_id == consultation_id, Statement.kind == StatementKind.COUNTED)
        .order_by(Draft.number, Statement.id)
    )
    rules = Rules(find_small_number(session))
    told: dict[tuple[int, Scope, str], dict[str, tuple[int, int | None]]] = {}
    for number, evidence in session.execute(wanted):
        for said, own in _read_figures(evidence, rows_by, rules):
            labels = told.setdefault((number, _read_said_scope(said), said.group), {})
            labels[said.theme_id or said.choice] = said.count, own
    return [
        (number, Scoped(scope, _write_said(group, themes))) for (number, scope, group), themes in told.items()
    ]


def _read_said_scope(said: Figure) -> Scope:
    """Figures of experiences have a group, for they are counted whatever they answered; others have none."""
    return Scope(EXPERIENCES if said.group else RETURNS, said.question_id)


def _write_said(group: str, themes: Mapping[str, tuple[int, int | None]]) -> Published:
    own = {key: (count,) for key, (_, count) in themes.items() if count is not None}
    return Published(group, (), {key: (count,) for key, (count, _) in themes.items()}, own)


def _read_figures(evidence: Mapping[str, Any], rows_by: str, rules: Rules) -> list[tuple[Figure, int | None]]:
    """Read the numbers that a sentence gives of these rows; with each, if said, without shared wording.

    Who says how many were told elsewhere says how many were told here, and of these alone tables are made.
    Who asks government for something about a tag has the tag: of these more are in a table, and as people
    accepted it where the sentence does not say that the program suggested it.
    """
    measure = THEME if rows_by == THEME else TAG
    if rows_by not in TOLD or (
        rows_by == DECIDED and SUGGESTED in evidence.get("names", {}).get("label", "")
    ):
        return []
    kept = [Figure(**one) for one in evidence.get("figures", ()) if one.get("measure") == measure]
    kept = [one for one in kept if one.theme_id or one.choice]
    kept = [replace(one, count=kept[0].count - one.count) if one.group == ELSEWHERE else one for one in kept]
    own = next((one for one in kept if one.without_campaigns), None)
    said = [one for one in kept if not (one.withheld or one.without_campaigns or is_small(one.count, rules))]
    return [(one, own.count if own and tells_own(one, own, rules) else None) for one in said]
