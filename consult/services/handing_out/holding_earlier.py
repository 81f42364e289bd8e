"""Numbers that an exact version gave stand: what moved by few since is given as it was, with its day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from analysis.checking.hidden_then import list_hidden_then
from analysis.checking.known_figures import read_numbers
from analysis.checking.moved_figures import (
    Given,
    gather,
    gives_few,
    has_moved_few,
    has_table_moved_few,
    restate,
)
from analysis.drafting.blocks import Block, Paragraph, StatementReference, Table
from analysis.drafting.figures import Rules, write_date
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import COUNTED, Counted, Evidence, Figure
from analysis.drafting.table_counts import list_figures
from analysis.drafting.wording import word_sentence
from consult.queries.versions import list_versions
from consult.services.evidence.own_tables import STATES
from consult.services.versions.version_bodies import FrozenBody, KeptStatement, read_body

AS_OF = "(As of {day}.)"
NOT_AGAIN = "[Not given again: beside an earlier version the difference would tell of fewer than {least}.]"


@dataclass(frozen=True)
class Held:
    """What is given in the place of a block. evidence: of the sentence as it was; None where nothing is."""

    block: Block
    evidence: Evidence | None = None


Place = tuple[str, str]
Said = tuple[str, Counted]
"""A sentence as it was given, and what it rests on."""


@dataclass(frozen=True)
class _Given:
    """What one version gave, by section and name. day: that its numbers are of.

    figures: of its sentences and tables, by what they count and not by where or how they are given.
    """

    day: date
    sentences: dict[Place, Said]
    tables: dict[Place, Table]
    figures: Given


@dataclass(frozen=True)
class EarlierVersions:
    """Everything that exact versions of a response gave, the latest first."""

    given: Sequence[_Given]
    rules: Rules

    def hold(self, section_key: str, block: Block, evidence: Evidence | None) -> Held | None:
        """What is given in the place of a block; None where it may be given as it is."""
        if isinstance(block, StatementReference) and isinstance(evidence, Counted):
            return self._hold_sentence((section_key, block.statement_id), block, evidence)
        if isinstance(block, Table) and block.id != STATES:
            return self._hold_table((section_key, block.id), block)
        return None

    def _hold_sentence(self, place: Place, block: StatementReference, evidence: Counted) -> Held | None:
        if not self._has_moved(evidence.figures):
            return None
        said = (self._find_said(one, place, evidence) for one in self.given)
        found = next(filter(None, said), None)
        if found is None:
            return Held(Paragraph(block.id, self._say_nothing()))
        return Held(replace(block, text=found[0]), found[1])

    def _find_said(self, given: _Given, place: Place, evidence: Counted) -> Said | None:
        """The sentence as a version gave it, or made from what the version gave elsewhere, with its day."""
        if place in given.sentences:
            text, counted = given.sentences[place]
            hides = bool(list_hidden_then(counted.figures, (), self.rules) & read_numbers(text))
            is_same = text and not hides and counted.name("label") == evidence.name("label")
            return (_date(text, given.day), counted) if is_same else None
        figures = restate(evidence.figures, given.figures)
        if figures is None:
            return None
        counted = replace(evidence, figures=figures)
        return _date(word_sentence(counted, self.rules), given.day), counted

    def _hold_table(self, place: Place, table: Table) -> Held | None:
        before = [(one, one.tables[place]) for one in self.given if place in one.tables]
        has_moved = any(has_table_moved_few(table, earlier, self.rules) for _, earlier in before)
        if not (has_moved or self._has_moved(list_figures(table))):
            return None
        if not before or gives_few(before[0][1], self.rules):
            return Held(Paragraph(table.id, self._say_nothing()))
        last, earlier = before[0]
        return Held(replace(earlier, caption=_date(earlier.caption, last.day)))

    def _has_moved(self, figures: Iterable[Figure]) -> bool:
        now = tuple(figures)
        return any(has_moved_few(now, one.figures, self.rules) for one in self.given)

    def _say_nothing(self) -> str:
        return NOT_AGAIN.format(least=self.rules.small_number)


def find_earlier(session: Session, consultation_id: str, rules: Rules) -> EarlierVersions:
    """Read what every exact version of a response gave: one is made to be given to others."""
    bodies = [read_body(one.body) for one in list_versions(session, consultation_id)]
    return EarlierVersions([_list_given(one) for one in bodies], rules)


def _list_given(body: FrozenBody) -> _Given:
    blocks = [(one, block) for one in body.sections for block in one.blocks]
    said = {
        (section.key, block.statement_id): (block.text, counted)
        for section, block in blocks
        if isinstance(block, StatementReference)
        and (counted := _read_counted(section.statements.get(block.statement_id)))
    }
    tables = {(section.key, block.id): block for section, block in blocks if isinstance(block, Table)}
    figures = [figure for _, counted in said.values() for figure in counted.figures]
    figures += [figure for one in tables.values() for figure in list_figures(one)]
    return _Given(body.as_of, said, tables, gather(figures))


def _read_counted(kept: KeptStatement | None) -> Counted | None:
    made = evidence_from_dict(COUNTED, kept.evidence) if kept and kept.kind == COUNTED else None
    return made if isinstance(made, Counted) else None


def _date(text: str, day: date) -> str:
    """The text with its day; one that has a day already keeps that."""
    is_dated = text.endswith(".)") and AS_OF.partition("{")[0] in text
    return text if is_dated else f"{text} {AS_OF.format(day=write_date(day))}"
