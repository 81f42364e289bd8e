"""The blocks of a draft body: plain values that go to JSON and back. Never HTML, and never a quoted word.

A quotation holds a reference; its words are filled in at use, so that a withdrawal reaches them. Every block
has an id. Ids of blocks made from the record come from what they are about, so that a later build lines up.
"""

from dataclasses import asdict, dataclass

from analysis.drafting.payloads import Payload

LEVELS = (1, 2, 3)
PLACES = ("paragraph", "continues", "bullet")
"""A statement starts a paragraph, goes on with the one before it, or is an item of a list."""


@dataclass(frozen=True)
class Excerpt:
    """A part of an answer: half-open code-point offsets [start, end) into the text as given."""

    response_id: str
    question_id: str
    start: int
    end: int


@dataclass(frozen=True)
class Heading:
    id: str
    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    id: str
    text: str


@dataclass(frozen=True)
class BulletList:
    id: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of texts. source: where the figures come from; base: how many they are out of, in words.

    counts: what each row counts, as `table_counts` writes it; empty where that is not said.
    """

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""
    base: str = ""
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnTable:
    """A table that a person typed. Its cells have no white space at their ends; each column has a heading."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""


@dataclass(frozen=True)
class Footnote:
    """What a person puts under the page. mark: as texts of the section refer to it, once: [^mark]."""

    id: str
    mark: str
    text: str


@dataclass(frozen=True)
class Quotation:
    """A reference to somebody's words. translated_by: of the translation shown. view: of views.LEADS."""

    id: str
    excerpt: Excerpt
    attribution: str
    language: str
    translated_by: str | None = None
    view: str = ""


@dataclass(frozen=True)
class StatementReference:
    """A statement of the section, with its text as it was when the draft was built."""

    id: str
    statement_id: str
    text: str
    place: str = "paragraph"


Block = Heading | Paragraph | BulletList | Table | OwnTable | Footnote | Quotation | StatementReference

KINDS: dict[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "bullets": BulletList,
    "table": Table,
    "own_table": OwnTable,
    "footnote": Footnote,
    "quotation": Quotation,
    "statement": StatementReference,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def to_dict(block: Block) -> dict[str, object]:
    """Write a block as a JSON object; what a table does not say of its rows is left out."""
    written = _listed(asdict(block))
    if isinstance(block, Table) and not block.counts:
        del written["counts"]
    return {"kind": _NAMES[type(block)], **written}


def to_list(blocks: tuple[Block, ...]) -> list[dict[str, object]]:
    """Write a body as a JSON list."""
    return [to_dict(block) for block in blocks]


def read_excerpt(fields: Payload) -> Excerpt:
    """Read a reference to a part of an answer; the end comes after the start."""
    response_id, question_id = fields.text("response_id", allow_empty=False), fields.text("question_id")
    start = fields.number("start")
    excerpt = Excerpt(response_id, question_id, start, fields.number("end", at_least=start + 1))
    fields.finish()
    return excerpt


def _listed(value: dict[str, object]) -> dict[str, object]:
    """Turn tuples into lists, as JSON would, so that what is written equals what is read."""
    return {name: _list_of(item) for name, item in value.items()}


def _list_of(value: object) -> object:
    return [_list_of(item) for item in value] if isinstance(value, tuple) else value
