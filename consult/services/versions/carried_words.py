"""Carried words in an exact version: never kept in it, filled in at use, and noted in its ledger when gone.

What an organisation wrote when it confirmed is never changed afterwards, and no number is given again, so a
reference fixes the words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Paragraph, StatementReference
from analysis.drafting.statement_reading import evidence_from_dict
from consult.models.draft_kinds import WithdrawnKind
from consult.models.versions import DraftVersion
from consult.services.carrying.saying_carried import (
    GONE,
    CarriedText,
    Reference,
    find_number,
    find_reference,
    find_usable,
)
from consult.services.drafts.documenting import ShownBlock
from consult.services.versions.filling_quotations import say_removed
from consult.services.versions.ledger import Spot, find_noted, note
from consult.services.versions.version_bodies import (
    FrozenBody,
    FrozenSection,
    KeptStatement,
    read_body,
    write_body,
)
from consult.vocabulary import StatementKind


def leave_out_words(block: Block) -> Block:
    """A block as a version keeps it: of carried words only the reference."""
    return replace(block, text="") if find_number(block) and isinstance(block, StatementReference) else block


def withhold_carried(session: Session, version: DraftVersion, body: FrozenBody, today: date) -> FrozenBody:
    """Note carried words that may not be used any more, and take out whose they were, for good."""
    spots = dict(_list_carried(body))
    if not spots:
        return body
    usable = find_usable(session, version.consultation_id, today=today)
    gone = [spot for spot, found in spots.items() if found not in usable]
    for spot in gone:  # in the order of the text: the ledger numbers its lines
        note(session, version, spot, WithdrawnKind.QUOTATION, today=today)
    less = replace(body, sections=tuple(_leave_out(one, {*gone}) for one in body.sections))
    if less != body:
        version.body = write_body(less)
    return less


def show_carried(
    version: DraftVersion,
    spot: Spot,
    block: StatementReference,
    kept: KeptStatement | None,
    said: Mapping[Reference, CarriedText],
) -> ShownBlock:
    """A reference with its words, or what stands in their place."""
    gone = find_noted(version, spot, WithdrawnKind.QUOTATION)
    if gone is not None and gone.since_on is not None:
        return ShownBlock(Paragraph(block.id, say_removed(gone.since_on)))
    reference = find_reference(block, {block.statement_id: kept.evidence} if kept else {})
    found = said[reference] if reference else CarriedText(GONE, is_given=False)
    evidence = evidence_from_dict(kept.kind, kept.evidence) if kept and found.is_given else None
    return ShownBlock(replace(block, text=found.text), evidence=evidence)


def read_section(version: DraftVersion, section_key: str) -> FrozenBody:
    """What a version has of one section, and nothing else; without sections where it has no such."""
    body = read_body(version.body)
    return replace(body, sections=tuple(one for one in body.sections if one.key == section_key))


def list_carried_references(body: FrozenBody) -> Iterator[Reference]:
    """The references to carried words of a version, in its order."""
    return (found for _, found in _list_carried(body))


def _list_carried(body: FrozenBody) -> Iterator[tuple[Spot, Reference]]:
    for section in body.sections:
        evidence = {key: one.evidence for key, one in section.statements.items()}
        for place, block in enumerate(section.blocks):
            if found := find_reference(block, evidence):
                yield Spot(section.key, place), found


def _leave_out(section: FrozenSection, gone: set[Spot]) -> FrozenSection:
    places = (one.place for one in gone if one.section_key == section.key)
    keys = {getattr(section.blocks[place], "statement_id", "") for place in places}
    own = StatementKind.POSITION  # of the region itself, which names nobody else
    kept = {key: one for key, one in section.statements.items() if key not in keys or one.kind == own}
    return replace(section, statements=kept)
