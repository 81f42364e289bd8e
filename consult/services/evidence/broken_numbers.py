"""Numbers that no longer hold: of sentences, of quotations' views, and of the draft's own tables."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from analysis.checking.known_figures import is_protected, read_numbers
from analysis.checking.tables import find_wrong_table
from analysis.drafting.blocks import Table
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import COUNTED, Counted, Figure
from consult.models.evidence_kinds import BrokenKind
from consult.services.drafts.finding_kinds import FindingKind
from consult.services.drafts.rechecking import Finding
from consult.services.drafts.saying_findings import say_reason
from consult.services.evidence.broken import Broken
from consult.services.evidence.looking import Look

UNCOUNTED = "the record has changed since the numbers were compared with it, so nothing says which hold"
HIDDEN = "it gives a number that has to be protected by the rules of now"
KINDS = {
    FindingKind.CHANGED: BrokenKind.CHANGED,
    FindingKind.LOCKED: BrokenKind.UNCHECKED,
    FindingKind.RENAMED: BrokenKind.RENAMED,
    FindingKind.REWORDED: BrokenKind.REWORDED,
    FindingKind.RETYPED: BrokenKind.RETYPED,
    FindingKind.VIEWED: BrokenKind.VIEWED,
}
LOCKED = "it could not be compared while experiences are locked"
STATES = "annex-method.states.returns"
"""Says how each return was handled, and on purpose how few."""
OF_EXPERIENCES = ("regional-evidence.", ".experiences")
"""How the id of a table that counts experiences begins, or ends."""
OF_A_TABLE_HANDED_OUT = "table-"
"""Before the id of a table that was handed out: it gives its own day, and only permission can end it."""


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
    counted = look.checked.tables
    if counted is None:
        return
    for section, block in look.list_standing():
        if isinstance(block, Table) and not block.id.startswith(OF_A_TABLE_HANDED_OUT):
            few = 0 if block.id == STATES else look.checked.rules.small_number
            said, hides = find_wrong_table(block, counted.get((section.key, block.id)), few)
            kind = BrokenKind.SMALL_NUMBER if hides else _find_kind(look, block.id)
            if said:
                about = (section.key, section.title, block.id, block.caption)
                reason = LOCKED if kind is BrokenKind.UNCHECKED else said
                numbers = json.dumps([block.rows, counted.get((section.key, block.id))])
                yield Broken(kind, *about, reason, numbers)


def _find_kind(look: Look, table_id: str) -> BrokenKind:
    """A table that counts experiences cannot be compared while they are locked."""
    counts_them = table_id.startswith(OF_EXPERIENCES[0]) or table_id.endswith(OF_EXPERIENCES[1])
    return BrokenKind.UNCHECKED if look.checked.is_locked and counts_them else BrokenKind.TABLE


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
    if finding.kind not in {FindingKind.CHANGED, FindingKind.REWORDED}:
        return False
    same = [change.now for change in finding.changes if change.is_same_number and change.now is not None]
    figures: list[Figure] = same if finding.changes else list(evidence.figures if evidence else ())
    hidden = {one.count for one in figures if one.count and is_protected(one, look.checked.rules)}
    return bool(hidden & read_numbers(finding.text))
