"""Trends and tables of single consultations, handed out in any order, attacked as one."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pytest

from analysis.tables.crossing import Counted, Shown, list_published, protect_crossing
from analysis.tables.since import Layers
from consult.models.release import ReleasedTable
from consult.services.handing_out import trend_releases
from consult.services.handing_out.release_scopes import (
    BOTH,
    EXPERIENCES,
    RETURNS,
    Scope,
    Scoped,
    list_related,
)
from consult.services.handing_out.released_layers import read_published, read_scope, write_published
from consult.services.handing_out.trend_releases import list_across, list_beside
from tests.unit.analysis.disclosure import Attacker

THRESHOLD = 5
LABELS, PLACES = ("gap", "housing"), ("east", "north")
KINDS = (RETURNS, EXPERIENCES)
CONSULTATIONS, HALVES = ("c1", "c2", "c3"), ("2030H1", "2030H2")


@dataclass
class Press:
    """Hands out tables of consultations and of half-years; the attacker knows which ran when and for whom."""

    choose: random.Random
    kinds: Sequence[str] = (RETURNS,)
    least_silent: int = 1
    released: list[ReleasedTable] = field(default_factory=list)
    attacker: Attacker = field(default_factory=Attacker)

    def __post_init__(self) -> None:
        ran = [(c, h) for c in CONSULTATIONS for h in HALVES if self.choose.random() < 0.75]
        places = [(*one, place) for one in ran or [("c1", "2030H1")] for place in PLACES]
        self.atoms = [(*one, kind) for one in places for kind in self.kinds]
        bases = [self.choose.choice((0, 2, 4, 7, 12, 30)) for _ in self.atoms]
        counts = [[self.choose.randint(0, base) for base in bases] for _ in LABELS]
        values = np.array([[*row, sum(row)] for row in (bases, *counts)])
        self.cells = self.attacker.read(values, np.ones_like(values, dtype=bool), floor=0)
        self.values = values

    def pick(self, name: str, who: str = BOTH) -> list[int]:
        return [n for n, one in enumerate(self.atoms) if name in one and who in (BOTH, one[3])]

    def hand_out(self, name: str, who: str, *, is_careless: bool) -> None:
        inside = self.pick(name, who)
        by_place = [[n for n in inside if self.atoms[n][2] == place] for place in PLACES]
        columns = np.array([self.values[:, part].sum(axis=1) for part in by_place]).T
        if not columns[0].sum():
            return
        counted = Counted(LABELS, PLACES, Layers(columns[0]), Layers(columns[1:]))
        earlier = [] if is_careless else self.list_earlier(name, who, inside)
        shown = protect_crossing(counted, THRESHOLD, "area", earlier, least_silent=self.least_silent)
        if shown.groups:
            self.read(shown, by_place)
            published = list_published(shown, counted, "area")
            self.released.append(keep(name, who, **write_published(published)))

    def list_earlier(self, name: str, who: str, inside: Sequence[int]) -> Any:
        if name in HALVES:
            received = {self.atoms[n][0] for n in inside}
            return list_beside(None, "decided", who, name, received)  # type: ignore[arg-type]
        own = [one for one in self.released if one.consultation_id == name]
        scoped = [Scoped(read_scope(one), read_published(one)) for one in own]
        across = list_across(None, name, "decided", who)  # type: ignore[arg-type]
        return [*list_related(scoped, Scope(who)), *across]

    def list_across(self, consultation_id: str | None = None) -> list[ReleasedTable]:
        """As the database does: those that counted somebody who answered the consultation."""
        return [
            one
            for one in self.released
            if one.consultation_id is None
            and (
                consultation_id is None
                or any(
                    self.atoms[n][0] == consultation_id and self.values[0, n]
                    for n in self.pick(one.half_year, one.who)
                )
            )
        ]

    def read(self, shown: Shown, by_place: Sequence[Sequence[int]]) -> None:
        parts = [[n for key in part for n in by_place[PLACES.index(key)]] for part in shown.groups]
        parts.append([n for part in parts for n in part])
        hidden = np.vstack([np.zeros(len(parts), bool), shown.every])
        for row in range(len(self.values)):
            for column, part in enumerate(parts):
                cells = self.cells[row, list(part)]
                number = int(self.values[row, list(part)].sum())
                if not hidden[row, column]:
                    self.attacker.add(dict.fromkeys(map(int, cells), 1), least=number, most=number)

    def list_goals(self) -> list[dict[int, int]]:
        """Whatever a consultation gave in a half-year, in a place or in all: nobody published it."""
        goals: list[dict[int, int]] = []
        for row in range(1, len(self.values)):
            for chosen in (*CONSULTATIONS, *HALVES):
                for other in (*CONSULTATIONS, *HALVES, *PLACES, chosen):
                    for who in {*self.kinds, BOTH}:
                        part = sorted({*self.pick(chosen, who)} & {*self.pick(other, who)})
                        goals.append(dict.fromkeys(map(int, self.cells[row, part]), 1))
                        silent = dict.fromkeys(map(int, self.cells[0, part]), 1)
                        goals += [silent | dict.fromkeys(goals[-1], -1)] if self.least_silent > 1 else []
        return [goal for goal in goals if goal]


def keep(name: str, who: str, **layers: Any) -> ReleasedTable:
    """The record of a table."""
    is_half = name in HALVES
    return ReleasedTable(
        consultation_id=None if is_half else name,
        half_year=name if is_half else "",
        rows_by="decided",
        columns_by="area",
        who=who,
        question="",
        **layers,
    )


def attack(
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_careless: bool,
    kinds: Sequence[str] = (RETURNS,),
    names: Sequence[str] = (*CONSULTATIONS, *HALVES),
    tables: int = 5,
    least_silent: int = 1,
) -> list[dict[int, int]]:
    """The small numbers that follow from all that was handed out."""
    press = Press(random.Random(seed), kinds, least_silent)

    def across(_: object, __: object, ___: object, *consultation: str) -> list[ReleasedTable]:
        return press.list_across(*consultation)

    def alone(*_: object) -> list[ReleasedTable]:
        return [one for one in press.released if one.consultation_id is not None]

    monkeypatch.setattr(trend_releases, "list_released_across", across)
    monkeypatch.setattr(trend_releases, "list_released_alone", alone)
    whose = kinds if len(kinds) == 1 else (*kinds, BOTH)
    asked = [(name, who) for name in names for who in whose]
    for name, who in press.choose.sample(asked, min(tables, len(asked))):
        press.hand_out(name, who, is_careless=is_careless)
    return press.attacker.list_solved(press.list_goals(), THRESHOLD)


@pytest.mark.parametrize("seed", range(25))
def test_trends_and_tables__handed_out_in_any_order__give_no_small_number_away(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not attack(seed, monkeypatch, is_careless=False)


@pytest.mark.parametrize("seed", range(25))
def test_trends__of_returns_experiences_and_both__give_no_small_number_away(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not attack(seed, monkeypatch, is_careless=False, kinds=KINDS, names=HALVES, tables=6)


@pytest.mark.parametrize("seed", range(25))
def test_trends_and_tables__of_returns_experiences_and_both__give_no_small_number_away(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not attack(seed, monkeypatch, is_careless=False, kinds=KINDS, tables=6)


@pytest.mark.parametrize("seed", range(25))
def test_trends_and_tables__of_a_region_that_hides_few_who_did_not__give_none_of_them_away(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not attack(seed, monkeypatch, is_careless=False, least_silent=THRESHOLD)


@pytest.mark.parametrize("who", [RETURNS, EXPERIENCES, BOTH])
def test_trend__of_a_kind_that_two_others_tell__is_held_to_what_they_tell(
    who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = {RETURNS: 30, EXPERIENCES: 10, BOTH: 40}
    released = [
        keep(
            HALVES[0],
            other,
            groups=[["east"]],
            every={"all": [2 * number] * 2, "gap": [number] * 2},
            own={},
        )
        for other, number in numbers.items()
        if other != who
    ]
    monkeypatch.setattr(trend_releases, "list_released_across", lambda *_: released)
    monkeypatch.setattr(trend_releases, "list_released_alone", lambda *_: [])
    counted = Counted(
        ("gap",),
        ("east",),
        Layers(np.array([2 * numbers[who]])),
        Layers(np.array([[numbers[who] + 1]])),
    )
    beside = list_beside(None, "decided", who, HALVES[0], {"c1"})  # type: ignore[arg-type]
    assert protect_crossing(counted, THRESHOLD, "area", beside).every.all()


def test_attacker__of_trends_and_tables_that_do_not_look_at_each_other__wins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert any(attack(seed, monkeypatch, is_careless=True) for seed in range(6))
    of_kinds = partial(attack, monkeypatch=monkeypatch, is_careless=True, kinds=KINDS, tables=6)
    assert any(of_kinds(seed) for seed in range(6))
    assert any(of_kinds(seed, names=HALVES) for seed in range(12))
