"""What a draft quotes: as it is asked of the one way to words, and put on record."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Heading, Quotation
from consult.models.draft import Draft, Section
from consult.models.readings import QuotedPart
from consult.queries.viewer import SYSTEM
from consult.services.carrying.saying_carried import list_references, read_carried
from consult.services.drafts.editing import find_standing
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.reading import read_excerpts
from consult.services.permissions.using import Occasion
from consult.vocabulary import Purpose, UseKind


def note_quoted(session: Session, draft: Draft, *, keys: AccountKeys | None, now: datetime) -> None:
    """Put on record what the texts that stand in a new draft quote, under which permission."""
    standing = [(section, find_standing(session, section).version.blocks) for section in draft.sections]
    references = [one for section, blocks in standing for one in list_references(section, blocks)]
    occasion = Occasion(SYSTEM, UseKind.DRAFT, Purpose.QUOTE, draft.id, now)
    read_carried(session, draft.consultation_id, references, occasion)
    read_excerpts(
        session,
        SYSTEM,
        [part for section, blocks in standing for part in list_parts(section, blocks)],
        use_kind=UseKind.DRAFT,
        subject_id=draft.id,
        now=now,
        keys=keys,
        for_consultation_id=draft.consultation_id,
    )


def list_parts(section: Section, blocks: Iterable[Block]) -> list[QuotedPart]:
    """The quotations among these blocks, with the texts that their offsets count into."""
    revisions = {one.key: one.excerpts[0].revision_id for one in section.statements if one.excerpts}
    return [
        QuotedPart(
            name_part(section, block),
            block.excerpt.response_id,
            block.excerpt.question_id,
            revisions.get(block.id),
            block.excerpt.start,
            block.excerpt.end,
        )
        for block in blocks
        if isinstance(block, Quotation)
    ]


def name_part(section: Section, block: Block) -> str:
    """The name by which a quotation is read and found again."""
    return f"{section.id}:{block.id}"


def give_heading(section: Section, blocks: Sequence[Block]) -> Sequence[Block]:
    """Put its own heading back where a person took it out: a document needs one."""
    if blocks and isinstance(blocks[0], Heading):
        return blocks
    level = 2 if section.government_question_id else 1
    return (Heading(f"{section.key}.title", level, section.title), *blocks)
