"""References of a text that lead nowhere, and sections in which two texts stand side by side."""

import re
from collections.abc import Iterator

from analysis.drafting.blocks import Block, Quotation, StatementReference
from analysis.drafting.typed_texts import list_typed
from consult.models.draft import Section
from consult.models.evidence_kinds import BrokenKind
from consult.services.evidence.broken import Broken
from consult.services.evidence.looking import Look

NOWHERE = "this draft has no such statement"
INSIDE = "it stands inside a line, and would be printed as it is written"
BRANCHED = "two texts of this section stand side by side"
_WRITTEN = re.compile(r"\[\[\s*(?:statement|table|quotation)\b[^\]]*\]\]")


def list_branches(look: Look) -> Iterator[Broken]:
    """Sections with more than one text."""
    for section in look.draft.sections:
        if section.key in look.standings and look.standings[section.key].is_branched:
            yield Broken(BrokenKind.BRANCH, section.key, section.title, said=BRANCHED)


def list_broken_references(look: Look) -> Iterator[Broken]:
    """What a text refers to and the draft does not have, and references written where nothing reads them."""
    for section, block in look.list_standing():
        about = (BrokenKind.REFERENCE, section.key, section.title, block.id)
        key = _find_key(block)
        if key and not _has(section, key):
            text = block.text if isinstance(block, StatementReference) else f"[[quotation {key}]]"
            yield Broken(*about, text, NOWHERE)
        for text in list_typed(block):
            yield from (Broken(*about, found, INSIDE) for found in _WRITTEN.findall(text))


def _find_key(block: Block) -> str:
    if isinstance(block, StatementReference):
        return block.statement_id
    return block.id if isinstance(block, Quotation) else ""


def _has(section: Section, key: str) -> bool:
    return any(one.key == key for one in section.statements)
