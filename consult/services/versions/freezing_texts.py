"""What a version keeps of a draft that is shown: its blocks, and beside quotations what knows them again."""

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation, StatementReference
from analysis.drafting.statements import COUNTED, evidence_to_dict
from consult.errors import Conflict
from consult.models.draft import Draft, Section
from consult.services.drafts.documenting import ShownBlock, ShownDraft, ShownSection
from consult.services.quotations.attributing import Attributor, load_attributor
from consult.services.quotations.describing_closely import find_closeness
from consult.services.region.setting_up import find_small_number
from consult.services.versions.carried_words import leave_out_words
from consult.services.versions.translation_marks import Marks, find_marks, mark_of
from consult.services.versions.version_bodies import Frozen, FrozenSection, KeptStatement


def freeze_sections(session: Session, draft: Draft, shown: ShownDraft) -> tuple[FrozenSection, ...]:
    """Freeze what is shown, names that may not be given left out. Raises: Conflict (C519)."""
    rows = {section.key: section for section in draft.sections}
    attributor = load_attributor(session, draft.consultation_id, find_small_number(session))
    blocks = (block for section in shown.sections for block in section.blocks)
    marks = find_marks(session, {one.found.respondent.response_id for one in blocks if one.found})
    return tuple(_freeze_section(rows[one.key], one, attributor, marks) for one in shown.sections)


def _freeze_section(row: Section, shown: ShownSection, attributor: Attributor, marks: Marks) -> FrozenSection:
    revisions = {one.key: one.excerpts[0].revision_id for one in row.statements if one.excerpts}
    quotations = {
        one.block.id: _freeze_quotation(one, revisions.get(one.block.id), attributor, marks, row.title)
        for one in shown.blocks
        if isinstance(one.block, Quotation)
    }
    referred = {_find_statement_key(one) for one in shown.blocks}
    statements = {
        one.key: KeptStatement(one.kind.value, one.text, one.evidence)
        for one in row.statements
        if one.key in referred
    }
    statements |= _keep_held(shown)
    blocks = tuple(leave_out_words(one.block) for one in shown.blocks)
    return FrozenSection(row.key, row.title, blocks, quotations, statements)


def _keep_held(shown: ShownSection) -> dict[str, KeptStatement]:
    """What sentences rest on that are given as an earlier version gave them."""
    return {
        one.block.statement_id: KeptStatement(COUNTED, one.block.text, evidence_to_dict(one.evidence))
        for one in shown.blocks
        if one.is_held and one.evidence and isinstance(one.block, StatementReference)
    }


def _freeze_quotation(
    shown: ShownBlock, revision_id: str | None, attributor: Attributor, marks: Marks, title: str
) -> Frozen:
    found = shown.found
    if found is None or revision_id is None:
        raise Conflict("C519", section=title)
    closeness = find_closeness(attributor, found.respondent, found.language)
    return Frozen(revision_id, found.language, closeness, found.stand_ins, mark_of(found, marks))


def _find_statement_key(shown: ShownBlock) -> str:
    """The sentence that a block refers to; none where a name was taken out: its row still has the name."""
    is_whole = isinstance(shown.block, StatementReference) and not shown.is_withheld
    return getattr(shown.block, "statement_id", "") if is_whole else ""
