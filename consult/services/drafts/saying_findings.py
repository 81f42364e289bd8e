"""What is wrong with the numbers of a draft, in the words of its annex on method."""

from collections.abc import Iterable

from analysis.drafting.figures import Rules
from analysis.drafting.rechecking import say_changes
from consult.services.drafts.finding_kinds import FindingKind
from consult.services.drafts.rechecking import Checked, Finding
from consult.services.versions.number_notes import Notes

SAID = {
    FindingKind.RENAMED: "people gave the theme that it names another name since",
    FindingKind.REWORDED: "the sentence does not say what its own numbers say by the rules of now",
    FindingKind.RETYPED: "typed with other numbers than were counted",
    FindingKind.VIEWED: "how the quotation stands to what most chose has changed, or may not be told",
}


def say_notes(checked: Checked) -> Notes:
    """Say how the numbers stand, with small numbers protected."""
    wrong, locked = (_say_all(some, checked.rules) for some in (checked.wrong, checked.locked))
    return Notes(not checked.is_current, wrong, locked)


def say_finding(finding: Finding, rules: Rules) -> str:
    """Say what is wrong with a statement, with small numbers protected."""
    return f"“{finding.text}” ({say_reason(finding, rules)})"


def say_reason(finding: Finding, rules: Rules) -> str:
    """Say why a statement does not hold."""
    return say_changes(finding.changes, rules) if finding.changes else SAID[finding.kind]


def _say_all(findings: Iterable[Finding], rules: Rules) -> tuple[str, ...]:
    return tuple(f"{one.section_title}: {say_finding(one, rules)}" for one in findings)
