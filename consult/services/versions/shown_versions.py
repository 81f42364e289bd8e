"""What an exact version is once it is ready to show or to write."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from consult.models.draft_kinds import WithdrawnKind
from consult.services.agreement.tallying import Agreement
from consult.services.drafts.documenting import ShownBlock
from consult.services.signing.saying_sign_offs import Signed
from consult.services.versions.number_notes import Notes
from consult.vocabulary import ExcerptGap


@dataclass(frozen=True)
class ShownPart:
    """A section ready to show."""

    key: str
    title: str
    blocks: tuple[ShownBlock, ...]

    @property
    def gaps(self) -> Counter[ExcerptGap]:
        """How many quotations this viewer cannot see now, by why; what was withdrawn is not among them."""
        return Counter(shown.gap for shown in self.blocks if shown.gap)


@dataclass(frozen=True)
class Withdrawn:
    """One row of the ledger."""

    number: int
    section_title: str
    kind: WithdrawnKind
    since_on: date


@dataclass(frozen=True)
class ShownVersion:
    """A version ready to show or to write. is_recomputed: what is kept still gives the digest."""

    number: int
    digest: str
    is_recomputed: bool
    title: str
    partnership: str
    as_of: date
    sections: tuple[ShownPart, ...]
    withdrawals: tuple[Withdrawn, ...]
    notes: Notes
    file_id: str = ""
    agreement: Agreement | None = None
    signed: Signed | None = None

    @property
    def gaps(self) -> Counter[ExcerptGap]:
        """How many quotations are not shown, by why."""
        return sum((section.gaps for section in self.sections), Counter[ExcerptGap]())
