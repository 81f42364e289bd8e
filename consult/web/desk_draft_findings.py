"""How the numbers of a draft stand: what no longer holds, with figures as this person may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from analysis.drafting.figures import Rules
from analysis.drafting.rechecking import NUMBERS_CHANGED, SAME_NUMBER, Change, say_changes
from analysis.drafting.statements import TABLED
from analysis.tables.limits import LEAST_SMALL_NUMBER
from consult.models.draft import Draft
from consult.queries.versions import list_versions
from consult.services.drafts.editing import Standing
from consult.services.drafts.holding_back import list_barriers
from consult.services.drafts.rechecking import Checked, Finding, find_checked
from consult.services.drafts.record_words import SECTORS, key_of_sector
from consult.services.drafts.saying_findings import SAID
from consult.services.evidence.naming_figures import name_figure
from consult.services.evidence.settling import find_evidence
from consult.services.handing_out.held_ahead import list_held
from consult.vocabulary import Standing as ViewerStanding
from consult.web.access import ANALYSE, MANAGE, meets
from consult.web.clock import get_today
from consult.web.viewing import get_current_viewer, may_see_figures

SECTOR_NAMES = {key_of_sector(sector): words for sector, (words, _) in SECTORS.items()}


@dataclass(frozen=True)
class FindingLine:
    """One statement that no longer holds or could not be checked. said: why, with the figures."""

    title: str
    address: str
    statement_key: str
    text: str
    said: str


@dataclass(frozen=True)
class Numbers:
    """What the pages say of a draft's numbers."""

    checked: Checked
    wrong: list[FindingLine]
    locked: list[FindingLine]
    may_build: bool
    may_check: bool

    @property
    def doubted(self) -> Mapping[str, str]:
        """Why each statement that is named here is in doubt, by its key."""
        return {line.statement_key: line.said for line in (*self.wrong, *self.locked)}


def describe_numbers(session: Session, draft: Draft, standings: Mapping[str, Standing], slug: str) -> Numbers:
    """Say how the numbers stand in the sections asked about."""
    checked = find_checked(session, draft, standings, today=get_today())
    about = (slug, reads_now(session, draft))
    return Numbers(
        checked,
        _list_lines(checked, checked.wrong, *about),
        _list_lines(checked, checked.locked, *about),
        may_build=meets(MANAGE),
        may_check=meets(ANALYSE, "POST"),
    )


def describe_state(
    session: Session, draft: Draft | None, standings: Mapping[str, Standing], slug: str
) -> dict[str, Any]:
    """Say how the numbers stand in these sections, what holds the draft back, and what a version holds."""
    if draft is None:
        return {"numbers": None, "barriers": [], "held": []}
    barriers = list_barriers(session, draft, standings, today=get_today())
    held = list_held(session, draft, standings) if reads_now(session, draft) else []
    numbers = describe_numbers(session, draft, standings, slug)
    return {"numbers": numbers, "barriers": barriers, "held": held}


def describe_whole(
    session: Session, draft: Draft | None, standings: Mapping[str, Standing], slug: str
) -> dict[str, Any]:
    """Say the same of every section, and how many things have to be settled before anything leaves it."""
    state = describe_state(session, draft, standings, slug)
    if draft is None:
        return {**state, "unsettled": 0}
    checked = state["numbers"].checked
    found = find_evidence(session, draft, standings, today=get_today(), checked=checked)
    return {**state, "unsettled": len(found.open)}


def _list_lines(checked: Checked, findings: Iterable[Finding], slug: str, is_told: bool) -> list[FindingLine]:
    return [
        FindingLine(
            one.section_title,
            url_for("desk_draft.section", slug=slug, key=one.section_key),
            one.statement_key,
            one.text if is_told else "",
            _say(checked, one, is_told),
        )
        for one in findings
    ]


def _say(checked: Checked, finding: Finding, is_told: bool) -> str:
    if not finding.changes:
        return SAID[finding.kind]
    if not is_told:
        return NUMBERS_CHANGED
    if may_see_figures(get_current_viewer()):
        return "; ".join(_say_change(change) for change in finding.changes)
    return say_changes(finding.changes, checked.rules)


def reads_now(session: Session, draft: Draft) -> bool:
    """Whether this person may read numbers of now: once there are versions, observers could subtract them."""
    is_full = get_current_viewer().standing is ViewerStanding.FULL
    return is_full or not list_versions(session, draft.consultation_id)


def _say_change(change: Change) -> str:
    figure = name_figure(change.then, SECTOR_NAMES)
    if change.is_same_number:
        return f"{figure}: {SAME_NUMBER}"
    if change.then.measure == TABLED:
        return f"{figure}: {say_changes([change], Rules(LEAST_SMALL_NUMBER))}"
    then = f"{change.then.count:,} of {change.then.base:,}"
    now = f"{change.now.count:,} of {change.now.base:,} now" if change.now else "no longer counted here"
    return f"{figure}: {then} then, {now}"
