"""Numbers that an exact version gave stand: what moved by few since is given as it was, with its day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from analysis.checking.hidden_then import list_hidden_then
from analysis.checking.known_figures import read_numbers
from analysis.checking.moved_figures import gives_few, has_moved_few, has_table_moved_few
from analysis.drafting.blocks import Block, Paragraph, StatementReference, Table
from analysis.drafting.figures import Rules, write_date
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import COUNTED, Counted, Evidence
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


@dataclass(frozen=True)
class _Given:
    """What one version gave, by section and name. day: that its numbers are of."""

    day: date
    statements: dict[tuple[str, str], KeptStatement]
    sentences: dict[tuple[str, str], str]
    tables: dict[tuple[str, str], Table]


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

    def _hold_sentence(
        self, place: tuple[str, str], block: StatementReference, evidence: Counted
    ) -> Held | None:
        found = [(one, _read_counted(one.statements.get(place))) for one in self.given]
        before = [(one, counted) for one, counted in found if counted]
        if not any(has_moved_few(evidence, counted, self.rules) for _, counted in before):
            return None
        last, counted = before[0]
        said = last.sentences.get(place, "")
        hides = bool(list_hidden_then(counted.figures, (), self.rules) & read_numbers(said))
        if not said or hides or counted.name("label") != evidence.name("label"):
            return Held(Paragraph(block.id, self._say_nothing()))
        return Held(replace(block, text=_date(said, last.day)), counted)

    def _hold_table(self, place: tuple[str, str], table: Table) -> Held | None:
        before = [(one, one.tables[place]) for one in self.given if place in one.tables]
        if not any(has_table_moved_few(table, earlier, self.rules) for _, earlier in before):
            return None
        last, earlier = before[0]
        if gives_few(earlier, self.rules):
            return Held(Paragraph(table.id, self._say_nothing()))
        return Held(replace(earlier, caption=_date(earlier.caption, last.day)))

    def _say_nothing(self) -> str:
        return NOT_AGAIN.format(least=self.rules.small_number)


def find_earlier(session: Session, consultation_id: str, rules: Rules) -> EarlierVersions:
    """Read what every exact version of a response gave: one is made to be given to others."""
    bodies = [read_body(one.body) for one in list_versions(session, consultation_id)]
    return EarlierVersions([_list_given(one) for one in bodies], rules)


def _list_given(body: FrozenBody) -> _Given:
    kept = {(one.key, key): said for one in body.sections for key, said in one.statements.items()}
    blocks = [(one.key, block) for one in body.sections for block in one.blocks]
    said = {(key, one.statement_id): one.text for key, one in blocks if isinstance(one, StatementReference)}
    tables = {(key, one.id): one for key, one in blocks if isinstance(one, Table)}
    return _Given(body.as_of, kept, said, tables)


def _read_counted(kept: KeptStatement | None) -> Counted | None:
    made = evidence_from_dict(COUNTED, kept.evidence) if kept and kept.kind == COUNTED else None
    return made if isinstance(made, Counted) else None


def _date(text: str, day: date) -> str:
    """The text with its day; one that has a day already keeps that."""
    is_dated = text.endswith(".)") and AS_OF.partition("{")[0] in text
    return text if is_dated else f"{text} {AS_OF.format(day=write_date(day))}"
