"""Carried material in a draft that may not be used any more; quotations of it are found with all others."""

from collections.abc import Iterator

from consult.models.evidence_kinds import BrokenKind
from consult.services.carrying.saying_carried import Reference, find_usable, list_references
from consult.services.evidence.broken import Broken
from consult.services.evidence.looking import Look

NOT_CARRIED = (
    "it was carried over, and may not be used any more: its organisation no longer confirms it, the earlier "
    "return was withdrawn, or permission to quote it by name has changed"
)
PIECE = "Carried material, number {number}"


def list_wrong_carried(look: Look) -> Iterator[Broken]:
    """References to carried words that nobody confirms now, or whose permission has ended."""
    usable: set[Reference] | None = None
    for section, block in look.list_standing():
        if not (found := next(list_references(section, [block]), None)):
            continue
        if usable is None:
            usable = {*find_usable(look.session, look.draft.consultation_id, today=look.today)}
        if found not in usable:
            about = (section.key, section.title, block.id, PIECE.format(number=found.number))
            yield Broken(BrokenKind.PERMISSION, *about, NOT_CARRIED)
