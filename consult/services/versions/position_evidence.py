"""The positions that partners gave on a version, as the evidence index gives them after its statements.

They are numbered apart (P1, P2 …): they go on coming in, and no statement gets another number by that.
"""

from collections.abc import Iterator

from consult.services.agreement.held_positions import Held
from consult.services.agreement.saying_positions import STANCES, say_authority, say_held
from consult.services.agreement.tallying import Agreement, SectionTally
from consult.services.versions.evidence_items import EvidenceItem

KIND = "position of a partner"
OBSERVER = "an observer, who counts in no number"
REPLACED = "on record at the sign-off or the sending, and recorded otherwise since"
CORRECTED = "recorded since the sign-off or the sending, beside what was on record then"
LATE = "said after the sign-off or the sending, and counted in no number"


def list_positions(agreement: Agreement | None) -> Iterator[EvidenceItem]:
    """Each position by section, in the order of the files; who did not reply holds none. Late ones last.

    Before those, what was on record at a decision and gave way, and what was recorded since beside it.
    """
    sections = agreement.sections if agreement else ()
    held = [one for section in sections for one in _list_held(section)]
    held += [(section.title, one, REPLACED) for section in sections for one in section.replaced]
    held += [(section.title, one, CORRECTED) for section in sections for one in section.corrected]
    held += [(section.title, one, LATE) for section in sections for one in section.after]
    for number, (section, one, note) in enumerate(held, start=1):
        yield _describe(f"P{number}", section, one, note)


def _list_held(section: SectionTally) -> Iterator[tuple[str, Held, str]]:
    for one in (*section.positions, *section.earlier):
        yield section.title, one, ""
    for one in section.observers:
        yield section.title, one, OBSERVER


def _describe(number: str, section: str, held: Held, apart: str) -> EvidenceItem:
    earlier = "" if held.earlier is None else f"of an earlier text (version {held.earlier})"
    notes = (STANCES[held.position.stance], earlier, apart)
    return EvidenceItem(
        number,
        section,
        KIND,
        say_held(held),
        holder=held.holder,
        authority=say_authority(held.position),
        note=", ".join(filter(None, notes)),
    )
