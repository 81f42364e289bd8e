"""What stands for the blocks of a section in a list of them, and the comments beside each block."""

from collections.abc import Iterable, Mapping
from textwrap import shorten

from analysis.drafting.blocks import (
    Block,
    BulletList,
    Footnote,
    Heading,
    OwnTable,
    Quotation,
    StatementReference,
    Table,
)
from analysis.drafting.footnotes import leave_out_marks
from consult.models.comments import DraftComment
from consult.models.draft import Section
from consult.services.comments.commenting import list_comments, mark_block
from consult.services.drafts.documenting import ShownBlock
from consult.web.database import get_session
from consult.web.desk_draft_views import describe_block
from consult.web.viewing import get_current_viewer

NAME_CHARACTERS = 60


def name_blocks(blocks: Iterable[Block]) -> dict[str, str]:
    """A short name of each block, by what stands for it in a comment; quotations by their number alone."""
    quoted, names = 0, {}
    for block in blocks:
        quoted += isinstance(block, Quotation)
        names[mark_block(block)] = f"Quotation {quoted}" if isinstance(block, Quotation) else _name(block)
    return names


def describe_commented(
    section: Section, blocks: Iterable[ShownBlock], slug: str, doubted: Mapping[str, str]
) -> dict[str, object]:
    """The blocks of a page, each with the comments on it that wait, and how many wait in all."""
    waiting = list_waiting(section)
    described = [
        {
            **describe_block(shown, slug, doubted),
            "comments": [one for one in waiting if one.block_mark == mark_block(shown.block)],
        }
        for shown in blocks
    ]
    return {"blocks": described, "waiting_comments": len(waiting)}


def list_waiting(section: Section) -> list[DraftComment]:
    """The comments on a section that wait to be settled and that this person may read."""
    every = list_comments(get_session(), get_current_viewer(), section)
    return [one for one in every if one.settled_at is None]


def _name(block: Block) -> str:
    if isinstance(block, Table | OwnTable):
        return _cut(f"Table: {block.caption}")
    if isinstance(block, BulletList):
        return _cut(f"List: {next(iter(block.items), '')}")
    kind = {Heading: "Heading", Footnote: f"Footnote {getattr(block, 'mark', '')}"}.get(type(block), "")
    kind = kind or ("Figure" if isinstance(block, StatementReference) else "Paragraph")
    return _cut(f"{kind}: {getattr(block, 'text', '')}")


def _cut(text: str) -> str:
    return shorten(leave_out_marks(text), NAME_CHARACTERS, placeholder="…")
