"""Numbers that an exact version gave stand: what moved by few since is given as it was, with its day.

Where what was said then is not so any more, it is said without its number, or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Paragraph, StatementReference, Table
from analysis.drafting.figures import Rules
from analysis.drafting.numbers_said import COUNT, NUMBERS, SIZE
from analysis.drafting.statements import Counted, Evidence
from analysis.drafting.table_counts import find_counted
from consult.queries.versions import list_versions
from consult.queries.viewer import Viewer
from consult.services.evidence.own_tables import STATES
from consult.services.handing_out.given_before import GivenBefore, Place, read_given
from consult.services.handing_out.held_sentences import has_sentence_moved, word_held
from consult.services.handing_out.held_tables import give_held, list_moved_rows
from consult.services.region.hidden_numbers import find_rules
from consult.services.versions.version_bodies import read_body
from consult.vocabulary import Standing

LEFT_OUT = (
    "[This {what} is left out: compared with an earlier version, it could show how fewer than {least} people "
    "or organisations answered.]"
)


@dataclass(frozen=True)
class Held:
    """What is given in the place of a block. evidence: what that sentence rests on; None where it is none."""

    block: Block
    evidence: Evidence | None = None


@dataclass(frozen=True)
class EarlierVersions:
    """Everything that exact versions of a response gave, the latest first."""

    given: Sequence[GivenBefore]
    rules: Rules

    def hold_all(
        self, section_key: str, blocks: Sequence[tuple[Block, Evidence | None]]
    ) -> list[Held | None]:
        """What is given in the place of each block of a section, as `hold` does one.

        What is said of the numbers of a question and their table are held both or neither: beside a total as
        it was, the total of now would be another, and tell what is between them.
        """
        alone = [self.hold(section_key, *one) for one in blocks]
        pairs = list(zip(blocks, alone, strict=True))
        moved = {_find_numbers(*one) for one, held in pairs if held} - {""}
        return [
            held if held or _find_numbers(*one) not in moved else self._give_earlier(section_key, *one)
            for one, held in pairs
        ]

    def hold(self, section_key: str, block: Block, evidence: Evidence | None) -> Held | None:
        """What is given in the place of a block; None where it may be given as it is."""
        if isinstance(block, StatementReference) and isinstance(evidence, Counted):
            place = section_key, block.statement_id
            has_moved = has_sentence_moved(evidence, place, self.given, self.rules)
            return self._give_earlier(section_key, block, evidence) if has_moved else None
        if isinstance(block, Table) and block.id != STATES:
            return self._hold_table((section_key, block.id), block)
        return None

    def _give_earlier(self, section_key: str, block: Block, evidence: Evidence | None) -> Held | None:
        if isinstance(block, Table):
            return self._give_table((section_key, block.id), block, set())
        if isinstance(block, StatementReference) and isinstance(evidence, Counted):
            return self._give_sentence((section_key, block.statement_id), block, evidence)
        return None

    def _give_sentence(self, place: Place, block: StatementReference, evidence: Counted) -> Held:
        worded = word_held(place, evidence, self.given, self.rules)
        if worded is None:
            return Held(self._leave_out(block, "number"))
        text, kept = worded
        return Held(replace(block, text=text), kept)

    def _hold_table(self, place: Place, table: Table) -> Held | None:
        moved = list_moved_rows(table, place, self.given, self.rules)
        return self._give_table(place, table, moved) if moved else None

    def _give_table(self, place: Place, table: Table, moved: set[int]) -> Held:
        shown = give_held(table, place, moved, self.given, self.rules)
        return Held(shown or self._leave_out(table, "table"))

    def _leave_out(self, block: Block, what: str) -> Paragraph:
        return Paragraph(block.id, LEFT_OUT.format(what=what, least=self.rules.small_number))


def _find_numbers(block: Block, evidence: Evidence | None) -> str:
    """The question whose numbers a sentence or a table is of; empty where it is of none."""
    if isinstance(evidence, Counted) and evidence.sentence == NUMBERS:
        return evidence.figures[0].question_id
    counted = find_counted(block, 0, 1) if isinstance(block, Table) and block.counts else None
    return counted.question_id if counted is not None and counted.measure in {COUNT, SIZE} else ""


def find_earlier(session: Session, consultation_id: str, rules: Rules) -> EarlierVersions:
    """Read what every exact version of a response gave: one is made to be given to others."""
    bodies = [read_body(one.body) for one in list_versions(session, consultation_id)]
    return EarlierVersions([read_given(one, rules) for one in bodies], rules)


def find_kept_from(session: Session, consultation_id: str, viewer: Viewer) -> EarlierVersions:
    """The same for whoever is not of full standing: versions are given to them, and they could subtract.

    Those of full standing read the numbers of now, so nothing is held from them.
    """
    rules = find_rules(session)
    if viewer.standing is Standing.FULL:
        return EarlierVersions((), rules)
    return find_earlier(session, consultation_id, rules)
