"""The row of what is in no theme beside the others, attacked by who knows that rows cover a column."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from analysis.tables.crossing import Counted, Shown, list_published, protect_crossing
from analysis.tables.leftover import NONE, guard_leftover
from analysis.tables.sheets import make_sheet
from analysis.tables.since import Layers, Published
from analysis.tables.units import PEOPLE, RESPONSES, SEGMENTS, Raised, count_units
from tests.unit.analysis.disclosure import Attacker

THRESHOLD = 5
GROUPS = ("a", "b", "c")
LABELS = ("T01", "T02", "T03", NONE)


def draw_raised(seed: int) -> Raised:
    """Each has one or two passages, most in one theme; some of shared wording."""
    rng = np.random.default_rng(seed)
    often = rng.dirichlet(rng.choice([0.4, 1.0, 3.0], size=len(LABELS)))
    many, share = rng.choice([0, 0.2, 0.6]), rng.choice([0, 0, 0.3])
    answers, segments, shared, own = {}, [], [], []
    for n in range(int(rng.choice([20, 40, 70]))):
        key = f"r{n}"
        answers[key] = key, str(rng.choice(GROUPS, p=[0.5, 0.3, 0.2]))
        if is_shared := rng.random() < share:
            shared.append(key)
        for part in range(1 + int(rng.random() < many)):
            passage = f"{key}:{part}"
            segments.append((passage, key, str(rng.choice(LABELS, p=often))))
            own += [passage] if is_shared and part else []
    return Raised(answers, segments, {}, shared, own)


def move(raised: Raised, seed: int) -> Raised:
    """The same people, grouped otherwise."""
    rng = np.random.default_rng(seed)
    return replace(raised, answers={key: (key, str(rng.choice(GROUPS))) for key in raised.answers})


@dataclass
class Publisher:
    """Publishes tables of the same people one after the other; the attacker reads each."""

    is_careless: bool
    attacker: Attacker = field(default_factory=Attacker)
    goals: list[dict[int, int]] = field(default_factory=list)
    earlier: list[Published] = field(default_factory=list)
    totals: dict[tuple[str, str, int], int] = field(default_factory=dict)

    def publish(self, raised: Raised, by: str) -> None:
        units = count_units(raised, LABELS, GROUPS)
        shown = protect_crossing(units[RESPONSES], THRESHOLD, by, self.earlier)
        if not shown.groups:
            return
        if not self.is_careless:
            shown = guard_leftover(units, shown, THRESHOLD, self.earlier)
        self.earlier.append(list_published(shown, units[RESPONSES], by))
        for layer in ("every", "own") if shown.own is not None else ("every",):
            self.read(units, shown, layer)

    def read(self, units: Mapping[str, Counted], shown: Shown, layer: str) -> None:
        """Responses and passages of a layer: rows cover columns, and who raised it has a passage of it."""
        hidden = np.vstack([np.zeros(len(shown.groups) + 1, bool), getattr(shown, layer)])
        cells = {}
        for unit in (RESPONSES, SEGMENTS):
            counted = units[unit]
            parts = [one.pool(counted.groups, shown.groups) for one in (counted.bases, counted.counts)]
            values = np.vstack([getattr(one, layer) for one in parts])
            values = np.hstack([values, values.sum(axis=1, keepdims=True)])
            cells[unit] = self.attacker.read(values, hidden, floor=0)
            for column in cells[unit].T:
                self.attacker.add(dict.fromkeys(column[1:], 1) | {column[0]: -1}, most=np.inf)
            for row, line in enumerate(cells[unit]):
                same = self.totals.setdefault((layer, unit, row), int(line[-1]))
                if same != line[-1]:
                    self.attacker.add({int(line[-1]): 1, same: -1})
        for cell, passages in zip(cells[RESPONSES].ravel(), cells[SEGMENTS].ravel(), strict=True):
            self.attacker.add({passages: 1, cell: -1}, most=np.inf)
        self.goals += [{int(cell): 1} for cell in cells[RESPONSES][1:].ravel()]


def attack(seed: int, *, is_careless: bool = False) -> list[tuple[dict[int, int], float]]:
    """Publish by sector, then by area; list the small numbers that follow."""
    raised, publisher = draw_raised(seed), Publisher(is_careless)
    publisher.publish(raised, "sector")
    publisher.publish(move(raised, seed + 9999), "area")
    attacker = publisher.attacker
    return attacker.list_unsafe(publisher.goals, THRESHOLD) if attacker.tables else []


@pytest.mark.parametrize("seed", range(20))
def test_row_of_what_is_in_no_theme__beside_the_others__gives_no_small_number_away(seed: int) -> None:
    assert not attack(seed)


@pytest.mark.soak
def test_row_of_what_is_in_no_theme__of_many_consultations__gives_no_small_number_away() -> None:
    assert [seed for seed in range(600) if attack(seed)] == []


def test_attacker__of_a_row_that_is_protected_by_itself__wins() -> None:
    assert any(attack(seed, is_careless=True) for seed in range(20))


def test_row__where_all_others_are_shown__is_shown_and_adds_up_in_passages() -> None:
    """No passage is in two themes here: those in themes and those in none are all there are."""
    raised = replace(draw_raised(3), shared=(), own=())
    labels = [(key, answer, LABELS[n % 4]) for n, (key, answer, _) in enumerate(raised.segments * 4)]
    raised = replace(raised, segments=[(f"{n}", *one[1:]) for n, one in enumerate(labels)])
    units = count_units(raised, LABELS, GROUPS)
    sheet = make_sheet(units, SEGMENTS, THRESHOLD, "sector")
    numbers = [cells[-1].count for cells in sheet.every.rows.values()]
    assert sum(number for number in numbers if number is not None) == sheet.every.bases[-1]
    assert NONE not in {one.label for one in make_sheet(units, RESPONSES, THRESHOLD, "sector").compared}
    assert make_sheet(units, PEOPLE, THRESHOLD, "sector").every.rows[NONE][-1].count


@pytest.mark.parametrize(("least_silent", "is_hidden"), [(1, False), (THRESHOLD, True)])
def test_row__beside_few_who_did_not_raise_a_theme__is_hidden_where_these_are(
    least_silent: int, is_hidden: bool
) -> None:
    """Two of group a raised no theme: they are no more than what the row counts."""
    bases, counts = Layers(np.array([20, 20])), Layers(np.array([[18, 10], [6, 12]]))
    counted = Counted(("T01", NONE), ("a", "b"), bases, counts)
    units = dict.fromkeys((RESPONSES, SEGMENTS, PEOPLE), counted)
    rows = make_sheet(units, RESPONSES, THRESHOLD, "sector", least_silent=least_silent).every.rows
    assert [cell.count is None for cell in rows[NONE]] == [is_hidden] * 3
    assert (rows["T01"][0].count is None) is is_hidden and rows["T01"][-1].count == 28
