"""What exact versions of a response gave, number by number and place by place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from analysis.checking.given_numbers import Given, find_given, list_cells, list_said
from analysis.drafting.blocks import StatementReference, Table
from analysis.drafting.figures import Rules
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import COUNTED, Counted, FigureKey
from consult.services.versions.version_bodies import FrozenBody, KeptStatement

Place = tuple[str, str]
"""A section and the name of a sentence or a table in it."""


@dataclass(frozen=True)
class GivenBefore:
    """What one version gave, by place. day: that its numbers are of."""

    day: date
    rules: Rules
    said: Mapping[Place, Counted]
    sentences: Mapping[Place, str]
    tables: Mapping[Place, Table]

    @cached_property
    def numbers(self) -> Mapping[FigureKey, list[Given]]:
        """Every number by what it counts: in a sentence, in a table, or in both."""
        found = find_given(cell for table in self.tables.values() for cell in list_cells(table))
        for evidence in self.said.values():
            for one in list_said(evidence, self.rules):
                found.setdefault(one.what, []).append(one)
        return found


def read_given(body: FrozenBody, rules: Rules) -> GivenBefore:
    """Read what a version gave, by the rules of now."""
    blocks = [(one.key, block) for one in body.sections for block in one.blocks]
    said = {(key, one.statement_id): one.text for key, one in blocks if isinstance(one, StatementReference)}
    tables = {(key, one.id): one for key, one in blocks if isinstance(one, Table)}
    kept = {(one.key, key): _read(found) for one in body.sections for key, found in one.statements.items()}
    counted = {place: one for place, one in kept.items() if one is not None}
    return GivenBefore(body.as_of, rules, counted, said, tables)


def _read(kept: KeptStatement) -> Counted | None:
    made = evidence_from_dict(COUNTED, kept.evidence) if kept.kind == COUNTED else None
    return made if isinstance(made, Counted) else None
