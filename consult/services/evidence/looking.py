"""What every check of a draft's evidence looks at: the texts that stand, and their statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import COUNTED, Counted
from consult.models.draft import Draft, Section
from consult.services.drafts.editing import Standing
from consult.services.drafts.rechecking import Checked


@dataclass(frozen=True)
class Look:
    """One draft at one moment. standings: of every section, by key. checked: how its numbers stand."""

    session: Session
    draft: Draft
    standings: Mapping[str, Standing]
    checked: Checked
    today: date

    def list_standing(self) -> Iterator[tuple[Section, Block]]:
        """Every block of the texts that stand, with its section, in the order of the draft."""
        for section in self.draft.sections:
            if section.key in self.standings:
                yield from ((section, block) for block in self.standings[section.key].version.blocks)

    def list_counted(self) -> list[Counted]:
        """The evidence of every counted statement of the draft."""
        rows = [one for section in self.draft.sections for one in section.statements]
        made = (evidence_from_dict(COUNTED, one.evidence) for one in rows if one.kind.value == COUNTED)
        return [one for one in made if isinstance(one, Counted)]
