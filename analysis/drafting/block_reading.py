"""Blocks from JSON: each is checked field by field, and a wrong one is named with its place and reason."""

from collections.abc import Callable
from dataclasses import replace

from analysis.drafting import blocks
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
from analysis.drafting.footnotes import WHOLE_MARK
from analysis.drafting.payloads import Payload
from analysis.drafting.views import LEADS
from analysis.errors import BlockWrong


def from_dict(value: object, *, place: str = "given") -> Block:
    """Read one block.

    Raises: BlockWrong (A040).
    """
    fields = Payload(value, place, BlockWrong)
    kind = fields.text("kind")
    if kind not in _READERS:
        raise fields.refuse(f"its kind must be one of {', '.join(_READERS)}")
    block = _READERS[kind](fields.text("id", allow_empty=False), fields)
    fields.finish()
    return block


def from_list(values: object) -> tuple[Block, ...]:
    """Read a body: a list of blocks with different ids.

    Raises: BlockWrong (A040), naming the block by its place in the list.
    """
    if not isinstance(values, list | tuple):
        raise BlockWrong(place="list", reason="a body is a list of blocks")
    body = tuple(from_dict(value, place=f"number {n}") for n, value in enumerate(values, start=1))
    _refuse_repeated_ids(body)
    return body


def _refuse_repeated_ids(body: tuple[Block, ...]) -> None:
    seen: set[str] = set()
    for n, block in enumerate(body, start=1):
        if block.id in seen:
            raise BlockWrong(place=f"number {n}", reason=f"another block has the id {block.id}")
        seen.add(block.id)


def _read_heading(id: str, fields: Payload) -> Block:
    level = fields.number("level")
    if level not in blocks.LEVELS:
        raise fields.refuse(f"level must be one of {blocks.LEVELS}")
    return Heading(id, level, fields.text("text", allow_empty=False))


def _read_paragraph(id: str, fields: Payload) -> Block:
    return Paragraph(id, fields.text("text"))


def _read_bullets(id: str, fields: Payload) -> Block:
    return BulletList(id, fields.texts("items"))


def _read_table(id: str, fields: Payload) -> Table:
    read = _read_cells(id, fields)
    return replace(read, base=fields.text("base"), counts=fields.texts("counts", absent=()))


def _read_cells(id: str, fields: Payload) -> Table:
    caption, columns = fields.text("caption", allow_empty=False), fields.texts("columns")
    if not columns:
        raise fields.refuse("it has no columns")
    rows = tuple(_read_row(row, columns, fields) for row in fields.values("rows"))
    return Table(id, caption, columns, rows, fields.text("source"))


def _read_own_table(id: str, fields: Payload) -> Block:
    read = _read_cells(id, fields)
    return OwnTable(id, read.caption, read.columns, read.rows, read.source)


def _read_footnote(id: str, fields: Payload) -> Block:
    mark = fields.text("mark")
    if not WHOLE_MARK.fullmatch(mark):
        raise fields.refuse("mark must be letters, digits, strokes and lines, at most 30")
    return Footnote(id, mark, fields.text("text", allow_empty=False))


def _read_row(value: object, columns: tuple[str, ...], fields: Payload) -> tuple[str, ...]:
    row = Payload({"cells": value}, fields.place, BlockWrong).texts("cells")
    if len(row) != len(columns):
        raise fields.refuse(f"a row has {len(row)} cells where there are {len(columns)} columns")
    return row


def _read_quotation(id: str, fields: Payload) -> Block:
    excerpt = blocks.read_excerpt(fields.inner("excerpt"))
    translated_by = fields.optional_text("translated_by")
    language = fields.text("language", allow_empty=False)
    view = fields.one_of("view", LEADS, absent="")
    return Quotation(id, excerpt, fields.text("attribution"), language, translated_by, view)


def _read_statement(id: str, fields: Payload) -> Block:
    place = fields.text("place")
    if place not in blocks.PLACES:
        raise fields.refuse(f"place must be one of {', '.join(blocks.PLACES)}")
    return StatementReference(id, fields.text("statement_id", allow_empty=False), fields.text("text"), place)


_READERS: dict[str, Callable[[str, Payload], Block]] = {
    "heading": _read_heading,
    "paragraph": _read_paragraph,
    "bullets": _read_bullets,
    "table": _read_table,
    "own_table": _read_own_table,
    "footnote": _read_footnote,
    "quotation": _read_quotation,
    "statement": _read_statement,
}
