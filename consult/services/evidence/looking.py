"""What every check of a draft's evidence looks at: the texts that stand, and their statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from analysis.checking.typed_text import list_sentences
from analysis.drafting.block_reading import from_list
from analysis.drafting.blocks import Block
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import COUNTED, Counted
from analysis.drafting.typed_texts import list_typed
from consult.models.draft import Draft, Section
from consult.services.drafts.carrying_over import is_personal
from consult.services.drafts.editing import Standing
from consult.services.drafts.rechecking import Checked
from consult.services.returns.revising import list_history
from consult.vocabulary import SubjectKind

Typed = tuple[Section, Block, str]
"""A sentence, or a whole text, that somebody typed, with its section and block."""


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

    @cached_property
    def typed_texts(self) -> tuple[Typed, ...]:
        """Every whole text, such as a paragraph or a cell, which the program did not write."""
        return tuple(typed for section in self.draft.sections for typed in self._list_typed(section))

    @cached_property
    def typed(self) -> tuple[Typed, ...]:
        """Every sentence of the texts that stand which the program did not write."""
        return tuple(
            (section, block, one) for section, block, text in self.typed_texts for one in list_sentences(text)
        )

    def _list_typed(self, section: Section) -> Iterator[Typed]:
        standing = self.standings.get(section.key)
        if standing is None or standing.version.is_machine:
            return
        machine = _list_machine_texts(self.session, section)
        for block in standing.version.blocks:
            for text in list_typed(block):
                if text not in machine:
                    yield section, block, text


def read_counted(section: Section) -> dict[str, Counted]:
    """The evidence of a section's counted statements, by the name of the statement."""
    rows = (one for one in section.statements if one.kind.value == COUNTED)
    made = {one.key: evidence_from_dict(COUNTED, one.evidence) for one in rows}
    return {key: one for key, one in made.items() if isinstance(one, Counted)}


def _list_machine_texts(session: Session, section: Section) -> set[str]:
    history = list_history(session, SubjectKind.SECTION, section.id)
    bodies = (from_list(one.body) for one in history if not is_personal(one))
    return {text for body in bodies for block in body for text in list_typed(block)}
