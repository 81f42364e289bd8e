"""A section of a draft and its builder: blocks, statements, and ids that a rebuild gives again."""

from dataclasses import dataclass, replace

from analysis.drafting.blocks import (
    Block,
    BulletList,
    Heading,
    Paragraph,
    Quotation,
    StatementReference,
    Table,
)
from analysis.drafting.figures import Rules
from analysis.drafting.material import ChosenQuotation, ProtectedTable
from analysis.drafting.statements import Counted, Evidence, Quoted, Statement
from analysis.drafting.wording import word_sentence


@dataclass(frozen=True)
class Section:
    """A part of the document that partners can take a position on. Its first block is its own heading."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    statements: tuple[Statement, ...]
    question_id: str = ""


class SectionBuilder:
    """Collects one section. Each part is named once; its id is the section's key, a stop and the name."""

    def __init__(self, key: str, title: str, rules: Rules, *, level: int = 1, question_id: str = "") -> None:
        self._key, self._title, self._rules, self._level = key, title, rules, level
        self._question_id = question_id
        self._blocks: list[Block] = [Heading(self._id("title"), level, title)]
        self._statements: list[Statement] = []

    @property
    def is_bare(self) -> bool:
        """Tell whether the section has only its heading so far."""
        return len(self._blocks) == 1

    def head(self, name: str, text: str) -> None:
        """Add a heading one level below the section's own."""
        self._blocks.append(Heading(self._id(name), self._level + 1, text))

    def write(self, name: str, text: str) -> None:
        """Add a paragraph that claims nothing to check."""
        self._blocks.append(Paragraph(self._id(name), text))

    def list(self, name: str, items: tuple[str, ...]) -> None:
        """Add a list; nothing where there are no items."""
        if items:
            self._blocks.append(BulletList(self._id(name), items))

    def count(self, name: str, evidence: Counted, *, place: str = "paragraph") -> None:
        """Add a sentence made from its figures."""
        self.state(name, word_sentence(evidence, self._rules), evidence, place=place)

    def state(self, name: str, text: str, evidence: Evidence, *, place: str = "paragraph") -> None:
        """Add a statement with its evidence."""
        self._statements.append(Statement(self._id(name), text, evidence))
        self._blocks.append(StatementReference(self._id(name), self._id(name), text, place))

    def tabulate(self, table: ProtectedTable, *, source: str) -> None:
        """Add a table; nothing where it has no rows."""
        if table.rows:
            shown = (table.caption, table.columns, table.rows, source, table.base, table.counts)
            self._blocks.append(Table(self._id(table.key), *shown))

    def quote(self, chosen: ChosenQuotation) -> None:
        """Add a quotation by reference, once; the words themselves are never stored."""
        part = chosen.excerpt
        id = self._id(f"quote.{part.response_id}.{part.question_id}.{part.start}-{part.end}")
        if any(statement.id == id for statement in self._statements):
            return
        self._statements.append(Statement(id, "", Quoted(part, chosen.view)))
        described = (chosen.attribution, chosen.language, chosen.translated_by, chosen.view)
        self._blocks.append(Quotation(id, part, *described))

    def build(self) -> Section:
        """Finish the section."""
        section = Section(self._key, self._title, tuple(self._blocks), tuple(self._statements))
        return replace(section, question_id=self._question_id)

    def _id(self, name: str) -> str:
        return f"{self._key}.{name}"
