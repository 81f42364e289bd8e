"""The positions that partners gave on a version, as the evidence index gives them after its statements.

They are numbered apart (P1, P2 …): they go on coming in, and no statement gets another number by that.
"""

from collections.abc import Iterator

from consult.services.agreement.saying_positions import STANCES, say_authority, say_held
from consult.services.agreement.tallying import Agreement, Held, SectionTally
from consult.services.versions.evidence_items import EvidenceItem

KIND = "position of a partner"
OBSERVER = "an observer, who counts in no number"


def list_positions(agreement: Agreement | None) -> Iterator[EvidenceItem]:
    """Each position by section, in the order of the files; who did not reply holds none."""
    held = [one for section in agreement.sections for one in _list_held(section)] if agreement else []
    for number, (section, one, observes) in enumerate(held, start=1):
        yield _describe(f"P{number}", section, one, observes)


def _list_held(section: SectionTally) -> Iterator[tuple[str, Held, bool]]:
    for one in (*section.positions, *section.earlier):
        yield section.title, one, False
    for one in section.observers:
        yield section.title, one, True


def _describe(number: str, section: str, held: Held, observes: bool) -> EvidenceItem:
    earlier = "" if held.earlier is None else f"of an earlier text (version {held.earlier})"
    notes = (STANCES[held.position.stance], earlier, OBSERVER if observes else "")
    return EvidenceItem(
        number,
        section,
        KIND,
        say_held(held),
        holder=held.holder,
        authority=say_authority(held.position),
        note=", ".join(filter(None, notes)),
    )
