"""Everything that is published together and one after the other: attacked as one."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tables.crossing import Counted, Shown, list_published, protect_crossing
from analysis.tables.since import Layers, Published
from tests.unit.analysis.disclosure import Attacker
from tests.unit.analysis.item_frames import steady

THRESHOLD = 5
SECTORS, AREAS = tuple("abcd"), tuple("xyz")
LABELS = ("T01", "T02", "T03")


@dataclass(frozen=True)
class People:
    """Respondents at one moment: where each is in two groupings, shared wording, the labels they raised."""

    sector: np.ndarray
    area: np.ndarray
    own: np.ndarray
    raised: np.ndarray

    def keep(self, number: int) -> "People":
        return People(self.sector[:number], self.area[:number], self.own[:number], self.raised[:number])

    def count(self, by: str) -> Counted:
        groups, places = (SECTORS, self.sector) if by == "sector" else (AREAS, self.area)
        inside = places[:, None] == np.arange(len(groups))
        bases, counts = (
            [(who[:, None] & inside).sum(axis=0) for who in (np.ones_like(self.own), self.own)],
            [(self.raised * who[:, None]).T @ inside for who in (np.ones_like(self.own), self.own)],
        )
        return Counted(LABELS, groups, Layers(*bases), Layers(*counts))


def draw_people(seed: int, number: int, often: float) -> People:
    rng = np.random.default_rng(seed)
    raised = rng.random((number, len(LABELS))) < rng.choice([0.05, often, 0.6], size=len(LABELS))
    shared = rng.choice([0.0, 0.1, 0.4])
    sector = rng.choice(len(SECTORS), size=number, p=[0.4, 0.3, 0.2, 0.1])
    return People(
        sector, rng.integers(0, len(AREAS), number), rng.random(number) >= shared, raised.astype(int)
    )


@dataclass
class Publisher:
    """Publishes one table after another; the attacker reads each."""

    least_silent: int = 1
    attacker: Attacker = field(default_factory=Attacker)
    earlier: list[Published] = field(default_factory=list)
    cells: list[tuple[str, Shown, list[np.ndarray]]] = field(default_factory=list)

    def publish(self, people: People, by: str, *, is_careless: bool = False) -> None:
        counted = people.count(by)
        earlier = () if is_careless else self.earlier
        shown = protect_crossing(counted, THRESHOLD, by, earlier, least_silent=self.least_silent)
        if not shown.groups:
            return
        self.earlier.append(list_published(shown, counted, by))
        layers = zip((shown.every, shown.own), ("every", "own"), strict=True)
        read = [
            self.attacker.read(
                stack(counted, shown, name), np.vstack([np.zeros(hidden.shape[1], bool), hidden]), floor=1 - n
            )
            for n, (hidden, name) in enumerate(layers)
            if hidden is not None
        ]
        if len(read) > 1:
            self.attacker.read_part(*read, one_answer=True)
        self.cells.append((by, shown, read))

    def list_goals(self) -> list[dict[int, int]]:
        goals = []
        for _, _, read in self.cells:
            goals += [{int(cell): 1} for table in read for cell in table.ravel()]
            if len(read) > 1:
                goals += [
                    {int(a): 1, int(b): -1} for a, b in zip(*(one.ravel() for one in read), strict=True)
                ]
        return goals

    def compare(self, first: int, second: int, *, is_same: bool) -> list[dict[int, int]]:
        """Learn that one table is the same as another or has only grown; what it has grown by are goals."""
        (by, one, cells), (other_by, other, others) = self.cells[first], self.cells[second]
        goals = []
        for a, b in zip(cells, others, strict=False):
            pairs = [([a.shape[1] - 1], b.shape[1] - 1)]
            if by == other_by:
                found = [
                    [n for n, old in enumerate(one.groups) if set(old) <= set(new)] for new in other.groups
                ]
                pairs += [(places, n) for n, places in enumerate(found)]
            for row in range(len(a)):
                for old, new in pairs:
                    grown = {int(b[row, new]): 1} | {int(a[row, n]): -1 for n in old}
                    self.attacker.add(grown, most=0 if is_same else np.inf)
                    goals.append(grown)
        return [] if is_same else goals

    def list_silent_goals(self) -> list[dict[int, int]]:
        """Those who did not raise it in each table and layer, between layers, and of those who came since."""
        goals: list[dict[int, int]] = []
        before: dict[object, list[dict[int, int]]] = {}
        for by, shown, read in self.cells:
            layers = [list_silent(table) for table in read]
            since = before.get((by, shown.groups), [])
            pairs = [*zip(*layers, strict=True)] if len(layers) > 1 else []
            goals += [one for layer in layers for one in layer]
            goals += [subtract(*pair) for pair in (*pairs, *zip(layers[0], since, strict=bool(since)))]
            before[by, shown.groups] = layers[0]
        return goals


def list_silent(cells: np.ndarray) -> list[dict[int, int]]:
    """The base less the count, row by row."""
    return [{int(cells[0, place]): 1, int(cell): -1} for row in cells[1:] for place, cell in enumerate(row)]


def subtract(whole: dict[int, int], part: dict[int, int]) -> dict[int, int]:
    return whole | {cell: -weight for cell, weight in part.items()}


def stack(counted: Counted, shown: Shown, layer: str) -> np.ndarray:
    bases, counts = (one.pool(counted.groups, shown.groups) for one in (counted.bases, counted.counts))
    values = np.vstack([getattr(bases, layer), getattr(counts, layer)])
    return np.hstack([values, values.sum(axis=1, keepdims=True)])


def publish_twice(
    seed: int, number: int, more: int, *, is_careless: bool = False, least_silent: int = 1, often: float = 0.2
) -> tuple[Publisher, list[dict[int, int]]]:
    """Publish by sector and by area, then both again when more have answered."""
    people, publisher = draw_people(seed, number + more, often), Publisher(least_silent)
    for who in (people.keep(number), people):
        for by in ("sector", "area"):
            publisher.publish(who, by, is_careless=is_careless)
    goals = publisher.list_goals()
    if len(publisher.cells) == 4:
        for first, second in ((0, 1), (2, 3)):
            publisher.compare(first, second, is_same=True)
        for first, second in ((0, 2), (1, 3)):
            goals += publisher.compare(first, second, is_same=False)
    return publisher, goals


@given(st.integers(0, 9_999), st.sampled_from([12, 30, 70]), st.sampled_from([0, 1, 4, 8, 30]))
@settings(steady, max_examples=8)
def test_tables__published_together_and_again__give_no_small_number_away(
    seed: int, number: int, more: int
) -> None:
    publisher, goals = publish_twice(seed, number, more)
    assert not publisher.attacker.list_unsafe(goals, THRESHOLD)


@pytest.mark.parametrize("seed", range(6))
def test_tables__that_hide_few_who_did_not_and_are_published_again__give_none_of_them_away(seed: int) -> None:
    """Of a base that is the small number itself somebody raised what is hidden: so fewer than it did not."""
    publisher, _ = publish_twice(seed, 70, 30, least_silent=THRESHOLD, often=0.85)
    assert not publisher.attacker.list_solved(publisher.list_silent_goals(), THRESHOLD)


def test_attacker__of_tables_published_without_looking_back__wins() -> None:
    publisher, goals = publish_twice(1, 70, 8, is_careless=True)
    assert publisher.attacker.list_unsafe(goals, THRESHOLD)
