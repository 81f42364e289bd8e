"""One statement as a manager would put it into a section now."""

from dataclasses import dataclass

from analysis.drafting.blocks import Quotation, StatementReference
from analysis.drafting.statements import Evidence
from consult.models.draft import Excerpt
from consult.vocabulary import StatementKind


@dataclass(frozen=True)
class Citable:
    """quotation: of words that are filled in at use; revision_id: of the text that its offsets count into."""

    key: str
    kind: StatementKind
    text: str
    evidence: Evidence
    quotation: Quotation | None = None
    revision_id: str | None = None

    @property
    def block(self) -> StatementReference | Quotation:
        """The block that refers to it."""
        return self.quotation or StatementReference(self.key, self.key, self.text)

    def make_excerpts(self) -> list[Excerpt]:
        """What a draft keeps of a quotation: its place, without a word."""
        if self.quotation is None:
            return []
        return [Excerpt(**vars(self.quotation.excerpt), revision_id=self.revision_id)]
