"""List what every statement of an exact version rests on, as it may be given now, in its order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from analysis.drafting.blocks import (
    Block,
    BulletList,
    Footnote,
    Heading,
    OwnTable,
    Paragraph,
    Quotation,
    StatementReference,
    Table,
)
from analysis.drafting.figures import Rules
from analysis.drafting.statements import (
    NARRATIVE,
    PARTNER_FACT,
    POSITION,
    Counted,
    PartnerFact,
    Position,
    Sourced,
    Tabled,
)
from consult.models.draft_kinds import WithdrawnKind
from consult.models.response import Response
from consult.models.versions import DraftVersion
from consult.services.drafts.documenting import ShownBlock
from consult.services.evidence.cited_keys import POSITION as POSITIONS
from consult.services.evidence.cited_keys import read_key
from consult.services.evidence.naming_partners import list_citable_returns, name_of
from consult.services.region.hidden_numbers import find_rules
from consult.services.signing.saying_sign_offs import Signed, say_status
from consult.services.versions.counted_evidence import describe_counted
from consult.services.versions.evidence_items import (
    AN_EXPERIENCE,
    KINDS,
    NOT_NOW,
    OWN_TABLE,
    QUOTED,
    TABLE,
    UNNAMED,
    Behind,
    EvidenceItem,
    Published,
)
from consult.services.versions.filling_quotations import say_removed
from consult.services.versions.ledger import Spot, find_noted
from consult.services.versions.position_evidence import list_positions
from consult.services.versions.shown_versions import ShownVersion
from consult.services.versions.version_bodies import FrozenSection, read_body


@dataclass(frozen=True)
class _Now:
    """What decides what may be given now. named: returns whose organisation may be named, by id."""

    version: DraftVersion
    rules: Rules
    named: Mapping[str, Response]
    signed: Signed | None
    today: date


def list_evidence(
    session: Session, version: DraftVersion, shown: ShownVersion, *, today: date
) -> list[EvidenceItem]:
    """Each statement of a version, then partners' positions on it. shown: it as it was made ready now."""
    named = list_citable_returns(session, version.consultation_id, today=today)
    now = _Now(version, find_rules(session), {one.id: one for one in named}, shown.signed, today)
    sections = zip(read_body(version.body).sections, shown.sections, strict=True)
    items = [item for section, part in sections for item in _list_section(now, section, part.blocks)]
    numbered = [replace(item, number=f"E{number}") for number, item in enumerate(items, start=1)]
    return [*numbered, *list_positions(shown.agreement)]


def _list_section(now: _Now, section: FrozenSection, shown: tuple[ShownBlock, ...]) -> Iterator[EvidenceItem]:
    """The blocks that say something; headings and footnotes say nothing of their own."""
    for place, (block, one) in enumerate(zip(section.blocks, shown, strict=True)):
        if not isinstance(block, Heading | Footnote):
            item = EvidenceItem("", section.title, _name_kind(section, block))
            yield _describe(now, item, Spot(section.key, place), say_status(block, now.signed), one)


def _name_kind(section: FrozenSection, block: Block) -> str:
    if isinstance(block, Quotation):
        return QUOTED
    if isinstance(block, Table | OwnTable):
        return TABLE if isinstance(block, Table) else OWN_TABLE
    kept = section.statements.get(block.statement_id) if isinstance(block, StatementReference) else None
    if kept is not None:
        return KINDS[kept.kind]
    own = read_key(getattr(block, "statement_id", ""))
    return KINDS[(POSITION if own[0] == POSITIONS else PARTNER_FACT) if own else NARRATIVE]


def _describe(now: _Now, item: EvidenceItem, spot: Spot, block: Block, shown: ShownBlock) -> EvidenceItem:
    gone = find_noted(now.version, spot, WithdrawnKind.QUOTATION)
    if gone is not None:
        return replace(item, note=say_removed(gone.since_on or now.today))
    if isinstance(block, Quotation):
        return _describe_quotation(item, shown)
    if isinstance(block, Table | OwnTable):
        by_program = isinstance(block, Table)
        about = Published(title=block.source) if by_program else Published()
        return replace(item, printed=block.caption, by_program=by_program, published=about)
    if find_noted(now.version, spot, WithdrawnKind.NAME):
        item = replace(item, note=UNNAMED)
    if shown.evidence is None and isinstance(block, StatementReference):
        return item
    item = replace(item, printed=_read_text(block))
    describe = _BY_EVIDENCE.get(type(shown.evidence))
    return describe(now, item, shown.evidence) if describe else item


def _read_text(block: Block) -> str:
    if isinstance(block, BulletList):
        return "\n".join(block.items)
    return block.text if isinstance(block, Paragraph | StatementReference) else ""


def _describe_quotation(item: EvidenceItem, shown: ShownBlock) -> EvidenceItem:
    """Whose return it is from, while it may be quoted; of an experience only that it is one."""
    if shown.found is None:
        return replace(item, note=NOT_NOW)
    respondent = shown.found.respondent
    if respondent.is_account:
        return replace(item, behind=Behind(described=AN_EXPERIENCE))
    behind = Behind(respondent.response_id, respondent.organisation, shown.attribution)
    return replace(item, behind=behind)


def _describe_counted(now: _Now, item: EvidenceItem, evidence: Counted) -> EvidenceItem:
    return describe_counted(item, evidence, now.rules)


def _describe_sourced(_now: _Now, item: EvidenceItem, evidence: Sourced) -> EvidenceItem:
    return replace(item, published=Published(**vars(evidence)))


def _describe_tabled(_now: _Now, item: EvidenceItem, evidence: Tabled) -> EvidenceItem:
    title = f"{evidence.title}, version {evidence.version}"
    place = f"{evidence.place_name}, {evidence.period}"
    return replace(
        item, by_program=True, published=Published(evidence.source, title, evidence.published, place)
    )


def _describe_fact(now: _Now, item: EvidenceItem, evidence: PartnerFact) -> EvidenceItem:
    """The return that it stands in, while its organisation may be named and counted.

    One that was carried over was asked for where it was said, and has no evidence once it may not be used.
    """
    if evidence.said_in:
        return replace(
            item, behind=Behind(evidence.response_id, evidence.organisation, evidence.organisation)
        )
    found = now.named.get(evidence.response_id)
    if found is None:
        return replace(item, printed="", note=UNNAMED)
    return replace(item, behind=Behind(found.id, name_of(found), name_of(found)))


def _describe_position(_now: _Now, item: EvidenceItem, evidence: Position) -> EvidenceItem:
    return replace(item, holder=evidence.holder, authority=evidence.authority)


_BY_EVIDENCE: dict[type, Callable[[_Now, EvidenceItem, Any], EvidenceItem]] = {
    Counted: _describe_counted,
    Sourced: _describe_sourced,
    Tabled: _describe_tabled,
    PartnerFact: _describe_fact,
    Position: _describe_position,
}
