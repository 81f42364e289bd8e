"""A section's body as plain text that a person edits, and back again; the two round-trip exactly.

Blocks stand apart by an empty line. `# `, `## ` and `### ` begin a heading and `- ` an item of a list. What
is computed is only referred to, on a line of its own: `[[statement …]]`, `[[table …]]`, `[[quotation …]]`;
before a statement `- ` makes it an item and `+ ` lets it go on with the paragraph before. `|` begins a line
of a table of one's own, and `[^1]: ` a footnote, which a paragraph or an item refers to by `[^1]`. A line
that begins with `\\` is taken as it stands without that mark.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

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
from analysis.drafting.footnotes import WHOLE_MARK, find_wrong_marks
from consult.errors import Conflict
from consult.services.drafts.block_ids import keep_ids
from consult.services.drafts.own_tables import CAPTION, is_of_table, read_table, write_table

LONGEST_TEXT = 200_000
_MARKS = {"paragraph": "", "continues": "+ ", "bullet": "- "}
_PLACES = {mark: place for place, mark in _MARKS.items()}
_REFERENCE = re.compile(r"(?P<mark>- |\+ |)\[\[(?P<kind>statement|table|quotation) (?P<id>.+)\]\]")
_HEADING = re.compile(r"(?P<level>#{1,3}) (?P<text>.*\S.*)", re.DOTALL)
_NOTE = re.compile(rf"\[\^(?P<mark>{WHOLE_MARK.pattern})\]:[ ]?(?P<text>.*)", re.DOTALL)
_MARKED = re.compile(rf"\\|#{{1,3}} |- |\+ \[\[|\[\[|\||\[\^{WHOLE_MARK.pattern}\]:")

References = Mapping[tuple[str, str], Block]


def write_text(blocks: Iterable[Block]) -> str:
    """Write a body as plain text."""
    return "\n\n".join(_write(block) for block in blocks)


def read_text(text: str, before: Sequence[Block], known: Iterable[Block]) -> tuple[Block, ...]:
    """Read a body from plain text. before: what the person started from, whose ids are kept where they apply.

    known: blocks that may be referred to.
    Raises: Conflict (C511 for a reference to nothing known, C512 for one used twice, C513 when too long, C528
    for a table and C529 for a footnote that cannot be read).
    """
    if len(text) > LONGEST_TEXT:
        raise Conflict("C513", most=f"{LONGEST_TEXT:,}")
    references = {_key(block): block for block in known if _is_reference(block)}
    made = _read_lines(text.replace("\r\n", "\n").split("\n"), references)
    for mark, reason in find_wrong_marks(made):
        raise Conflict("C529", mark=mark, reason=reason)
    return keep_ids(made, before, _write)


def _write(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {block.text}"
    if isinstance(block, BulletList):
        return "\n".join(_write_item(item) for item in block.items)
    if isinstance(block, Paragraph):
        return "\n".join(_escape(line) for line in block.text.split("\n"))
    if isinstance(block, OwnTable):
        return write_table(block)
    if isinstance(block, Footnote):
        return f"[^{block.mark}]: {_go_on(block.text)}"
    kind, id = _key(block)
    mark = _MARKS[block.place] if isinstance(block, StatementReference) else ""
    return f"{mark}[[{kind} {id}]]"


def _write_item(item: str) -> str:
    mark = "\\" if item.startswith(("\\", "[[")) else ""
    return f"- {mark}{_go_on(item)}"


def _go_on(text: str) -> str:
    """A text of an item or a footnote; each line after the first is marked as going on."""
    return text.replace("\n", "\n  \\")


def _escape(line: str) -> str:
    return f"\\{line}" if not line.strip() or _MARKED.match(line) or line.startswith("  \\") else line


def _key(block: Block) -> tuple[str, str]:
    if isinstance(block, StatementReference):
        return "statement", block.statement_id
    return ("table" if isinstance(block, Table) else "quotation"), block.id


def _is_reference(block: Block) -> bool:
    return isinstance(block, StatementReference | Table | Quotation)


class _Reader:
    """Collects blocks line by line; one that is being written ends at an empty line or at another kind."""

    def __init__(self, references: References) -> None:
        self._references = references
        self.blocks: list[Block] = []
        self._paragraph: list[str] = []
        self._items: list[str] = []
        self._note: tuple[str, str] | None = None
        self._table: list[tuple[int, str]] = []

    def read(self, number: int, line: str) -> None:
        reference, heading, note = (one.fullmatch(line) for one in (_REFERENCE, _HEADING, _NOTE))
        if reference or heading or note or not line.strip():
            self.end()
        if reference:
            self.blocks.append(self._refer(number, reference))
        elif heading:
            self.blocks.append(Heading("", len(heading["level"]), heading["text"]))
        elif note:
            self._note = (note["mark"], note["text"])
        elif is_of_table(line):
            self._end_before_row(line)
            self._table.append((number, line))
        elif line.startswith("  \\") and self._goes_on:
            self._go_on(line[3:])
        elif line.startswith("- "):
            self._end_paragraph()
            self._end_others()
            self._items.append(line[2:].removeprefix("\\"))
        elif line.strip():
            self._end_items()
            self._end_others()
            self._paragraph.append(line.removeprefix("\\"))

    def end(self) -> None:
        self._end_paragraph()
        self._end_items()
        self._end_others()

    @property
    def _goes_on(self) -> bool:
        return bool(self._items) or self._note is not None

    def _go_on(self, line: str) -> None:
        if self._note is not None:
            self._note = (self._note[0], f"{self._note[1]}\n{line}")
        else:
            self._items[-1] += f"\n{line}"

    def _end_before_row(self, line: str) -> None:
        """A row goes on with the table that is being written; a caption begins another."""
        if not self._table or line.startswith(CAPTION):
            self.end()

    def _end_paragraph(self) -> None:
        if self._paragraph:
            self.blocks.append(Paragraph("", "\n".join(self._paragraph)))
            self._paragraph = []

    def _end_items(self) -> None:
        if self._items:
            self.blocks.append(BulletList("", tuple(self._items)))
            self._items = []

    def _end_others(self) -> None:
        """End the footnote or the table that is being written. Raises: Conflict (C528, C529)."""
        if self._note is not None:
            mark, text = self._note
            if not text.strip():
                raise Conflict("C529", mark=mark, reason="says nothing")
            self.blocks.append(Footnote("", mark, text))
            self._note = None
        if self._table:
            self.blocks.append(read_table(self._table))
            self._table = []

    def _refer(self, number: int, found: re.Match[str]) -> Block:
        block = self._references.get((found["kind"], found["id"]))
        if block is None or (found["mark"] and found["kind"] != "statement"):
            raise Conflict("C511", line=number, reference=found[0])
        if any(_is_reference(other) and _key(other) == _key(block) for other in self.blocks):
            raise Conflict("C512", line=number, reference=found[0])
        if isinstance(block, StatementReference):
            return replace(block, place=_PLACES[found["mark"]])
        return block


def _read_lines(lines: Sequence[str], references: References) -> list[Block]:
    reader = _Reader(references)
    for number, line in enumerate(lines, start=1):
        reader.read(number, line)
    reader.end()
    return reader.blocks
