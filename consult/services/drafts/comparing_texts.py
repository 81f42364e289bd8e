"""Compare two texts of a section as they may be shown: block by block, and word by word where one changed.

Only what is shown is compared. A name that was taken out, a quotation that is held and words that somebody
took back are no more in a comparison than they are on any other page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.drafting.blocks import (
    BulletList,
    Footnote,
    Heading,
    OwnTable,
    Quotation,
    StatementReference,
    Table,
)
from analysis.drafting.comparing import Piece, Said, compare_parts, pair_texts
from consult.services.drafts.documenting import ShownBlock

Row = tuple[str, ...]
Line = tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Compared:
    """One block of two texts. old, new: None where only the other text has it.

    lines: of one that changed, its words with marks; of a table its caption, its headings, then its rows.
    """

    old: ShownBlock | None
    new: ShownBlock | None
    is_same: bool = False
    lines: tuple[Line, ...] = ()


def compare_shown(old: Sequence[ShownBlock], new: Sequence[ShownBlock]) -> list[Compared]:
    """Compare two texts that are ready to show."""
    pairs = compare_parts([_say(one) for one in old], [_say(one) for one in new])
    return [
        _compare(
            None if pair.old is None else old[pair.old],
            None if pair.new is None else new[pair.new],
            is_same=pair.is_same,
        )
        for pair in pairs
    ]


def _compare(old: ShownBlock | None, new: ShownBlock | None, *, is_same: bool) -> Compared:
    if old is None or new is None or is_same or isinstance(new.block, Quotation):
        return Compared(old, new, is_same)
    heads = zip(_list_heads(old), _list_heads(new), strict=True)
    lines = [*(pair_texts(*pair) for pair in heads), *_compare_rows(_list_rows(old), _list_rows(new))]
    return Compared(old, new, lines=tuple(tuple(map(tuple, line)) for line in lines))


def _compare_rows(old: Sequence[Row], new: Sequence[Row]) -> Iterator[list[list[Piece]]]:
    """Rows of a table and items of a list find those they were, wherever they stand now."""
    for pair in compare_parts([Said("row", row) for row in old], [Said("row", row) for row in new]):
        before = () if pair.old is None else old[pair.old]
        yield pair_texts(before, () if pair.new is None else new[pair.new])


def _say(shown: ShownBlock) -> Said:
    """What a block says; of a quotation only who it is of, and whether it is shown."""
    block, kind = shown.block, type(shown.block).__name__
    if isinstance(block, Quotation):
        made = shown.translation
        said = (shown.attribution, made.words if made else "", str(shown.gap or ""))
        return Said(kind, (), block.id, said)
    texts = tuple(text for row in (*_list_heads(shown), *_list_rows(shown)) for text in row)
    if isinstance(block, StatementReference):
        return Said(kind, texts, block.statement_id, (block.place,))
    if isinstance(block, Table):
        return Said(kind, texts, block.id, (block.source, block.base))
    if isinstance(block, Footnote):
        return Said(kind, texts, rest=(block.mark,))
    return Said(kind, texts, rest=(str(block.level),) if isinstance(block, Heading) else ())


def _list_heads(shown: ShownBlock) -> list[Row]:
    """What stands once: the caption and the headings of a table, else the text."""
    block = shown.block
    if isinstance(block, BulletList):
        return []
    if isinstance(block, OwnTable):
        return [(block.caption,), (block.source,), block.columns]
    return [(block.caption,), block.columns] if isinstance(block, Table) else [(getattr(block, "text", ""),)]


def _list_rows(shown: ShownBlock) -> Sequence[Row]:
    block = shown.block
    if isinstance(block, BulletList):
        return [(item,) for item in block.items]
    return block.rows if isinstance(block, Table | OwnTable) else ()
