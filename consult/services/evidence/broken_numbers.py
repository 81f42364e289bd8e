"""Numbers that no longer hold: of sentences, of quotations' views, and of the draft's own tables."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from analysis.checking.hidden_then import list_hidden_then
from analysis.checking.known_figures import read_numbers
from analysis.checking.lower_bounds import has_lower_bound
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import COUNTED, Counted
from consult.models.evidence_kinds import BrokenKind
from consult.services.drafts.finding_kinds import FindingKind
from consult.services.drafts.holding_back import OWN_TABLE, has_lost_permission
from consult.services.drafts.rechecking import Finding
from consult.services.drafts.saying_findings import say_reason
from consult.services.evidence.broken import Broken
from consult.services.evidence.looking import Look
from consult.services.evidence.own_tables import WrongTable, list_wrong_own

UNCOUNTED = "the record has changed since the numbers were compared with it, so nothing says which hold"
HIDDEN = "it gives a number that has, or may have, to be protected by the rules of now"
KINDS = {
    FindingKind.CHANGED: BrokenKind.CHANGED,
    FindingKind.LOCKED: BrokenKind.UNCHECKED,
    FindingKind.RENAMED: BrokenKind.RENAMED,
    FindingKind.REWORDED: BrokenKind.REWORDED,
    FindingKind.RETYPED: BrokenKind.RETYPED,
    FindingKind.VIEWED: BrokenKind.VIEWED,
}
LOCKED = "it could not be compared while experiences are locked"
REASONS = {BrokenKind.UNCHECKED: LOCKED, BrokenKind.PERMISSION: OWN_TABLE}
OF_FIGURES = frozenset({FindingKind.CHANGED, FindingKind.REWORDED, FindingKind.LOCKED})
"""Findings on a sentence that the program wrote, as it stands."""


def list_wrong_numbers(look: Look) -> Iterator[Broken]:
    """Everything that was found when the record was counted last, and that it has changed since."""
    if not look.checked.is_current:
        yield Broken(BrokenKind.UNCOUNTED, "", "", said=UNCOUNTED)
    evidence = _find_evidence(look)
    for one in look.checked.findings:
        about = (one.section_key, one.section_title, one.statement_key)
        if _gives_hidden(one, evidence.get((one.section_key, one.statement_key)), look):
            yield Broken(BrokenKind.SMALL_NUMBER, *about, one.text, HIDDEN)
        else:
            figures = json.dumps([asdict(change) for change in one.changes])
            yield Broken(KINDS[one.kind], *about, one.text, say_reason(one, look.checked.rules), figures)


def list_wrong_tables(look: Look) -> Iterator[Broken]:
    """The draft's own tables that do not give what the record gives; those handed out are not among them."""
    found = list(list_wrong_own(look.draft, look.standings, look.checked))
    is_lost = bool(found) and has_lost_permission(look.session, look.draft, today=look.today)
    for one in found:
        kind = _find_kind(one, is_lost=is_lost)
        about = (one.section.key, one.section.title, one.table.id, one.table.caption)
        reason = REASONS.get(kind, one.said)
        yield Broken(kind, *about, reason, json.dumps([one.table.rows, one.counted]))


def _find_kind(wrong: WrongTable, *, is_lost: bool) -> BrokenKind:
    """is_lost: the draft counted somebody who may not be counted any more, perhaps in this table."""
    if wrong.hides:
        return BrokenKind.SMALL_NUMBER
    if wrong.is_unchecked:
        return BrokenKind.UNCHECKED
    return BrokenKind.PERMISSION if is_lost else BrokenKind.TABLE


def _find_evidence(look: Look) -> dict[tuple[str, str], Counted]:
    wanted = {(one.section_key, one.statement_key) for one in look.checked.findings}
    found = {}
    for section in look.draft.sections:
        for row in section.statements:
            if (section.key, row.key) in wanted and row.kind.value == COUNTED:
                made = evidence_from_dict(COUNTED, row.evidence)
                found[section.key, row.key] = made
    return {place: made for place, made in found.items() if isinstance(made, Counted)}


def _gives_hidden(finding: Finding, evidence: Counted | None, look: Look) -> bool:
    """Whether a sentence gives what may not be given, by what is counted now or by its own figures."""
    if finding.kind not in OF_FIGURES or evidence is None:
        return False
    rules = look.checked.rules
    hidden = list_hidden_then(evidence.figures, finding.changes, rules)
    return bool(hidden & read_numbers(finding.text)) or has_lower_bound(finding.text, rules.small_number)
