"""What a version of a draft, made now, would give as an earlier one gave it or leave out; said beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from analysis.drafting.blocks import StatementReference, Table
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import COUNTED
from consult.models.draft import Draft, Section
from consult.services.drafts.editing import Standing
from consult.services.handing_out.holding_earlier import EarlierVersions, find_earlier
from consult.services.region.hidden_numbers import find_rules


@dataclass(frozen=True)
class HeldAhead:
    """One sentence, or the caption of a table: as it reads in its section, and what a version says instead.

    name: of the sentence or the table in its section.
    """

    section_key: str
    section_title: str
    name: str
    text: str
    instead: str


def list_held(session: Session, draft: Draft, standings: Mapping[str, Standing]) -> list[HeldAhead]:
    """List it in the order of the draft; nobody's words are read for it.

    A number may have been given in any section of a version, so that whole versions are read: only where one
    of these sections counts anything.
    """
    sections = [one for one in draft.sections if one.key in standings and _counts(one, standings[one.key])]
    if not sections:
        return []
    earlier = find_earlier(session, draft.consultation_id, find_rules(session))
    if not earlier.given:
        return []
    return [held for one in sections for held in _list_in(one, standings[one.key], earlier)]


def _counts(section: Section, standing: Standing) -> bool:
    """Whether there is anything in it that a version may hold: a sentence that is counted, or a table."""
    counted = {one.key for one in section.statements if one.kind.value == COUNTED}
    return any(
        block.statement_id in counted if isinstance(block, StatementReference) else isinstance(block, Table)
        for block in standing.version.blocks
    )


def _list_in(section: Section, standing: Standing, earlier: EarlierVersions) -> list[HeldAhead]:
    counted = {one.key: one.evidence for one in section.statements if one.kind.value == COUNTED}
    blocks = standing.version.blocks
    names = [one.statement_id if isinstance(one, StatementReference) else one.id for one in blocks]
    evidence = [evidence_from_dict(COUNTED, counted[name]) if name in counted else None for name in names]
    held = earlier.hold_all(section.key, list(zip(blocks, evidence, strict=True)))
    return [
        HeldAhead(section.key, section.title, name, _say(block), _say(given.block))
        for name, block, given in zip(names, blocks, held, strict=True)
        if given and isinstance(block, StatementReference | Table)
    ]


def _say(block: object) -> str:
    """A sentence as it is, a table by its caption."""
    return getattr(block, "text", "") or getattr(block, "caption", "")
