"""Responses, people and passages, with and without shared wording: all six layers attacked together.

The attacker knows for how many each respondent speaks, and that a response has a passage of what it raised.
"""

from dataclasses import dataclass, field

import numpy as np
import pytest

from analysis.tables.sheets import Layer, Sheet, make_sheet
from analysis.tables.since import Published
from analysis.tables.units import PEOPLE, RESPONSES, SEGMENTS, UNITS, Raised, count_units, weigh_units
from tests.unit.analysis.disclosure import MOST, Attacker

THRESHOLD, LABEL = 5, "T01"
GROUPS = ("a", "b", "c")
LAYERS = ("every", "own")


def draw_raised(seed: int) -> Raised:
    """Respondents in groups; in some draws a few speak for several, all of one group for as many."""
    rng = np.random.default_rng(seed)
    number, share = int(rng.choice([20, 40, 70])), rng.choice([0, 0.2, 0.5])
    often, many = rng.choice([0.06, 0.15, 0.4]), rng.choice([0, 0.1, 0.5])
    weights = {group: rng.choice([1, 1, 2, 7]) for group in GROUPS}
    is_even, some = rng.random() < 0.5, rng.choice([0, 0.2, 1])
    answers, segments, people, shared, own = {}, [], {}, [], []
    for n in range(number):
        key, group = f"r{n}", str(rng.choice(GROUPS, p=[0.5, 0.3, 0.2]))
        answers[key] = key, group
        weight = weights[group] if is_even else rng.choice([2, 3, 7]) if rng.random() < some else 1
        if weight > 1:
            people[key] = int(weight)
        if is_shared := rng.random() < share:
            shared.append(key)
        for part in range(1 + int(rng.random() < many) + int(rng.random() < many)):
            passage = f"{key}:{part}"
            if is_shared and part == 1:
                own.append(passage)
            segments.append((passage, key, LABEL if rng.random() < often else ""))
    return Raised(answers, segments, people, shared, own)


@dataclass
class Reader:
    """Reads the three tables. Its unknowns: by layer and column how many of each weight, and passages."""

    raised: Raised
    sheets: dict[str, Sheet]
    attacker: Attacker = field(default_factory=Attacker)
    cells: dict[tuple[str, str, int, int], int] = field(default_factory=dict)

    @property
    def columns(self) -> range:
        return range(len(self.sheets[RESPONSES].groups))

    def weigh(self, respondent: str) -> int:
        return self.raised.people.get(respondent, 1)

    def learn_all(self) -> None:
        self.add_unknowns()
        for column in self.columns:
            self.learn_structure(column)
        for unit in UNITS:
            for layer in LAYERS:
                if (shown := getattr(self.sheets[unit], layer)) is not None and self.sheets[unit].groups:
                    self.learn_row(unit, layer, shown)

    def add_unknowns(self) -> None:
        truth = []
        for layer in LAYERS:
            said = self.find_said(layer)
            for column, part in enumerate(self.sheets[RESPONSES].groups):
                inside = [one for one in said if self.raised.answers[one[1]][1] in part]
                for weight in sorted(map(self.weigh, self.raised.answers)):
                    if (key := (RESPONSES, layer, column, weight)) not in self.cells:
                        self.cells[key] = len(truth)
                        truth.append(len({who for _, who in inside if self.weigh(who) == weight}))
                self.cells[SEGMENTS, layer, column, 0] = len(truth)
                truth.append(len(inside))
        self.attacker.tables.append(np.array(truth))
        self.attacker.least.append(np.zeros(len(truth)))
        self.attacker.most.append(np.full(len(truth), MOST))

    def find_said(self, layer: str) -> list[tuple[str, str]]:
        shared, own = set(self.raised.shared), set(self.raised.own)
        return [
            (passage, answer)
            for passage, answer, label in self.raised.segments
            if label and (layer == "every" or answer not in shared or passage in own)
        ]

    def find_asked(self, layer: str, column: int, weight: int) -> int:
        """How many of a weight were counted in a column; whoever wrote nothing of their own is not in own."""
        part = self.sheets[RESPONSES].groups[column]
        wholly = set(self.raised.shared) - {one.split(":")[0] for one in self.raised.own}
        return sum(
            group in part and self.weigh(who) == weight and (layer == "every" or who not in wholly)
            for who, (_, group) in self.raised.answers.items()
        )

    def pick(self, unit: str, layer: str, column: int) -> dict[int, int]:
        """The unknowns that come to a cell, each with how often it counts."""
        found = {key: at for key, at in self.cells.items() if key[1:3] == (layer, column)}
        if unit == SEGMENTS:
            return {at: 1 for key, at in found.items() if key[0] == SEGMENTS}
        return {at: key[3] if unit == PEOPLE else 1 for key, at in found.items() if key[0] == RESPONSES}

    def learn_structure(self, column: int) -> None:
        for (unit, layer, at, weight), cell in self.cells.items():
            if at != column or unit != RESPONSES or layer != "every":
                continue
            own = self.cells[RESPONSES, "own", column, weight]
            asked, asked_own = (self.find_asked(one, column, weight) for one in LAYERS)
            is_told = self.sheets[RESPONSES].own is not None
            is_apart = is_told and not self.raised.own  # who added words may have raised it in the letter
            self.attacker.add({cell: 1}, most=asked)
            self.attacker.add({own: 1}, most=asked_own if is_told else asked)
            self.attacker.add({cell: 1, own: -1}, most=asked - asked_own if is_apart else asked)
        for layer in LAYERS:
            less = dict.fromkeys(self.pick(RESPONSES, layer, column), -1)
            self.attacker.add(self.pick(SEGMENTS, layer, column) | less, most=np.inf)
        more, less = self.pick(SEGMENTS, "every", column), self.pick(SEGMENTS, "own", column)
        self.attacker.add(more | dict.fromkeys(less, -1), most=np.inf)

    def learn_row(self, unit: str, layer: str, shown: Layer) -> None:
        numbers = [cell.count for cell in shown.rows[LABEL]]
        is_withheld = all(number is None for number in numbers[:-1])
        for column, number in enumerate(numbers[:-1]):
            wanted = self.pick(unit, layer, column)
            if number is not None:
                self.attacker.add(wanted, least=number, most=number)
            elif layer == "every" and not is_withheld:
                self.attacker.add(wanted, least=1, most=np.inf)
        if (total := numbers[-1]) is not None:
            wanted = {}
            for column in self.columns:
                wanted |= self.pick(unit, layer, column)
            self.attacker.add(wanted, least=total, most=total)

    def list_goals(self) -> list[dict[int, int]]:
        """Every number of responses, and what is between both layers."""
        layers = LAYERS if self.sheets[RESPONSES].own is not None else LAYERS[:1]
        goals = [self.pick(RESPONSES, layer, column) for layer in layers for column in self.columns]
        for column in self.columns if len(layers) > 1 else ():
            own = self.pick(RESPONSES, "own", column)
            goals.append(self.pick(RESPONSES, "every", column) | dict.fromkeys(own, -1))
        return goals


def attack(seed: int, *, is_careless: bool = False) -> list[tuple[dict[int, int], float]]:
    """Hand out the three units one after the other; list the small numbers that follow."""
    raised = draw_raised(seed)
    units, largest = count_units(raised, [LABEL], GROUPS), weigh_units(raised, [LABEL], GROUPS)
    sheets: dict[str, Sheet] = {}
    earlier: list[Published] = []
    for unit in UNITS:
        counted = {RESPONSES: units[unit]} | {unit: units[unit]} if is_careless else units
        one = make_sheet(
            counted, unit, THRESHOLD, "sector", earlier=[] if is_careless else earlier, largest=largest
        )
        sheets[unit] = one
        earlier += [one.published] if one.published else []
    if len({sheet.groups for sheet in sheets.values() if sheet.groups} | {sheets[RESPONSES].groups}) > 1:
        return []
    reader = Reader(raised, sheets)
    reader.learn_all()
    return reader.attacker.list_unsafe(reader.list_goals(), THRESHOLD)


@pytest.mark.parametrize("seed", range(30))
def test_tables_in_three_units__read_together__give_no_small_number_away(seed: int) -> None:
    assert not attack(seed)


@pytest.mark.soak
def test_tables_in_three_units__of_many_consultations__give_no_small_number_away() -> None:
    assert [seed for seed in range(500) if attack(seed)] == []


def test_attacker__of_units_that_are_each_protected_by_themselves__wins() -> None:
    assert any(attack(seed, is_careless=True) for seed in range(20))
