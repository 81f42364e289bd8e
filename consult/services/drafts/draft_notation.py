"""A section's body as plain text that a person edits, and back again; the two round-trip exactly.

Blocks stand apart by an empty line. `# `, `## ` and `### ` begin a heading and `- ` an item of a list. What
is computed is only referred to, on a line of its own: `[[statement …]]`, `[[table …]]`, `[[quotation …]]`;
before a statement `- ` makes it an item and `+ ` lets it go on with the paragraph before. A line that begins
with `\\` is taken as it stands without that mark.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from analysis.drafting.blocks import (
    Block,
    BulletList,
    Heading,
    Paragraph,
    Quotation,
    StatementReference,
    Table,
)
from consult.errors import Conflict

LONGEST_TEXT = 200_000
_MARKS = {"paragraph": "", "continues": "+ ", "bullet": "- "}
_PLACES = {mark: place for place, mark in _MARKS.items()}
_REFERENCE = re.compile(r"(?P<mark>- |\+ |)\[\[(?P<kind>statement|table|quotation) (?P<id>.+)\]\]")
_HEADING = re.compile(r"(?P<level>#{1,3}) (?P<text>.*\S.*)", re.DOTALL)
_MARKED = re.compile(r"\\|#{1,3} |- |\+ \[\[|\[\[")

References = Mapping[tuple[str, str], Block]


def write_text(blocks: Iterable[Block]) -> str:
    """Write a body as plain text."""
    return "\n\n".join(_write(block) for block in blocks)


def read_text(text: str, before: Sequence[Block], known: Iterable[Block]) -> tuple[Block, ...]:
    """Read a body from plain text. before: what the person started from, whose ids are kept where they apply.

    known: blocks that may be referred to.
    Raises: Conflict (C511 for a reference to nothing known, C512 for one used twice, C513 when too long).
    """
    if len(text) > LONGEST_TEXT:
        raise Conflict("C513", most=f"{LONGEST_TEXT:,}")
    references = {_key(block): block for block in known if _is_reference(block)}
    made = _read_lines(text.replace("\r\n", "\n").split("\n"), references)
    return _keep_ids(made, before)


def _write(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {block.text}"
    if isinstance(block, BulletList):
        return "\n".join(_write_item(item) for item in block.items)
    if isinstance(block, Paragraph):
        return "\n".join(_escape(line) for line in block.text.split("\n"))
    kind, id = _key(block)
    mark = _MARKS[block.place] if isinstance(block, StatementReference) else ""
    return f"{mark}[[{kind} {id}]]"


def _write_item(item: str) -> str:
    first, *rest = item.split("\n")
    escaped = f"\\{first}" if first.startswith(("\\", "[[")) else first
    return "\n".join([f"- {escaped}", *(f"  \\{line}" for line in rest)])


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

    def read(self, number: int, line: str) -> None:
        reference, heading = _REFERENCE.fullmatch(line), _HEADING.fullmatch(line)
        if reference or heading or not line.strip():
            self.end()
        if reference:
            self.blocks.append(self._refer(number, reference))
        elif heading:
            self.blocks.append(Heading("", len(heading["level"]), heading["text"]))
        elif self._items and line.startswith("  \\"):
            self._items[-1] += "\n" + line[3:]
        elif line.startswith("- "):
            self._end_paragraph()
            self._items.append(line[2:].removeprefix("\\"))
        elif line.strip():
            self._end_items()
            self._paragraph.append(line.removeprefix("\\"))

    def end(self) -> None:
        self._end_paragraph()
        self._end_items()

    def _end_paragraph(self) -> None:
        if self._paragraph:
            self.blocks.append(Paragraph("", "\n".join(self._paragraph)))
            self._paragraph = []

    def _end_items(self) -> None:
        if self._items:
            self.blocks.append(BulletList("", tuple(self._items)))
            self._items = []

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


def _keep_ids(made: Sequence[Block], before: Sequence[Block]) -> tuple[Block, ...]:
    """Give each block the id of the one it was, where it can be told; a new one one of its own words."""
    texts, earlier = [_write(block) for block in made], [_write(block) for block in before]
    ids = {place: block.id for place, block in enumerate(made) if block.id}
    taken = set(ids.values())
    for tag, start, end, new_start, new_end in SequenceMatcher(None, earlier, texts, False).get_opcodes():
        if tag in {"equal", "replace"}:
            for old, new in zip(range(start, end), range(new_start, new_end), strict=False):
                same_kind = type(before[old]) is type(made[new])
                if new not in ids and same_kind and before[old].id not in taken:
                    ids[new] = before[old].id
                    taken.add(before[old].id)
    return tuple(replace(block, id=ids.get(n) or _make_id(texts[n], taken)) for n, block in enumerate(made))


def _make_id(text: str, taken: set[str]) -> str:
    stem = f"own.{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"
    id = next(name for n in range(len(taken) + 1) if (name := f"{stem}.{n}" if n else stem) not in taken)
    taken.add(id)
    return id
