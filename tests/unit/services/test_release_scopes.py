"""Tables of one question, of all, of returns, experiences and both, in any order, attacked as one."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest

from analysis.tables.crossing import Counted, Shown, list_published, protect_crossing
from analysis.tables.since import Layers
from consult.services.handing_out.release_scopes import (
    BOTH,
    EXPERIENCES,
    RETURNS,
    Scope,
    Scoped,
    list_related,
)
from tests.unit.analysis.disclosure import MOST, Attacker

THRESHOLD, LABEL, NONE = 5, "T01", ""
PLACES = ("east", "north", "south")
NUMBERS, ALSO_OTHERS = ("1", "2", "3"), ("1", "2", NONE)
"""Questions of a form; the last of the second speaks to none of the government's."""

Atom = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def list_scopes(questions: Sequence[str]) -> list[Scope]:
    numbers = [one for one in questions if one != NONE]
    return [Scope(who, question) for who in (RETURNS, EXPERIENCES, BOTH) for question in ("", *numbers)]


def list_parts(questions: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(questions) + 1):
        yield from combinations(questions, size)


def list_atoms(questions: Sequence[str]) -> list[Atom]:
    """Everybody who can be told apart: what they are, where, and which questions they answer and how."""
    return [
        (who, place, answered, raised)
        for who, place in product((RETURNS, EXPERIENCES), PLACES)
        for answered in list_parts(questions)
        if answered
        for raised in list_parts(answered)
    ]


def is_in(atom: Atom, scope: Scope, questions: Sequence[str]) -> bool:
    """Whether it is counted in a scope by what it says on these questions."""
    is_about = scope.question in questions if scope.question else bool(questions)
    return scope.who in (BOTH, atom[0]) and is_about


@dataclass
class Press:
    """Hands out tables of one theme; the attacker knows who can have said what on which question."""

    choose: random.Random
    questions: Sequence[str]
    least_silent: int = 1
    released: list[Scoped] = field(default_factory=list)
    shown: list[tuple[Scope, Shown]] = field(default_factory=list)
    goals: list[dict[int, int]] = field(default_factory=list)
    attacker: Attacker = field(default_factory=Attacker)

    def __post_init__(self) -> None:
        self.atoms = list_atoms(self.questions)
        most = {(who, place): self.choose.choice((0, 2, 6, 20)) for who, place, _, _ in self.atoms}
        often = {raised: self.choose.choice((0.1, 0.5, 1)) for *_, raised in self.atoms}
        numbers = [self.choose.randint(0, int(most[who, p] * often[r])) for who, p, _, r in self.atoms]
        self.truth = np.array(numbers)
        self.attacker.tables.append(self.truth)
        self.attacker.least.append(np.zeros(len(self.atoms)))
        self.attacker.most.append(np.full(len(self.atoms), MOST))

    def pick(self, scope: Scope, part: Sequence[str], *, base: bool) -> list[int]:
        return [
            n
            for n, one in enumerate(self.atoms)
            if one[1] in part and is_in(one, scope, one[2] if base else one[3])
        ]

    def count(self, scope: Scope, *, base: bool) -> np.ndarray:
        return np.array([self.truth[self.pick(scope, [place], base=base)].sum() for place in PLACES])

    def hand_out(self, scope: Scope, *, is_careless: bool) -> Shown:
        bases, counts = (self.count(scope, base=base) for base in (True, False))
        counted = Counted((LABEL,), PLACES, Layers(bases), Layers(counts[None, :]))
        earlier = [] if is_careless else list_related(self.released, scope, self.list_all_numbers())
        shown = protect_crossing(counted, THRESHOLD, "area", earlier, least_silent=self.least_silent)
        if shown.groups:
            self.read(scope, shown)
            self.released.append(Scoped(scope, list_published(shown, counted, "area")))
            self.shown.append((scope, shown))
        return shown

    def list_all_numbers(self) -> Sequence[str]:
        """None where some answers speak to no question: then the others do not make up all."""
        return () if NONE in self.questions else self.questions

    def read(self, scope: Scope, shown: Shown) -> None:
        hidden = shown.every[0]
        for place, part in enumerate([*shown.groups, PLACES]):
            base, cells = (self.pick(scope, part, base=base) for base in (True, False))
            number, whole = (int(self.truth[some].sum()) for some in (cells, base))
            self.attacker.add(dict.fromkeys(base, 1), least=whole, most=whole)
            known = 0 if hidden[:-1].all() else 1
            least, most = (known, np.inf) if hidden[place] else (number, number)
            self.attacker.add(dict.fromkeys(cells, 1), least=least, most=most)
            self.goals.append(dict.fromkeys(cells, 1))

    def list_goals(self) -> list[dict[int, int]]:
        """Every count, and what is between those that are parts of one another."""
        goals = [*self.goals]
        for (whole, one), (part, other) in product(self.shown, self.shown):
            if whole == part or not whole.holds(part):
                continue
            for places in {*one.groups, PLACES} & {*other.groups, PLACES}:
                more, less = (set(self.pick(scope, places, base=False)) for scope in (whole, part))
                goals.append(dict.fromkeys(more - less, 1))
        return [goal for goal in goals if goal]

    def list_silent_goals(self) -> list[dict[int, int]]:
        """Those who answered and did not raise it, of each table, and of the other kind of respondents."""
        goals = []
        for (scope, one), (part, other) in product(self.shown, self.shown):
            if scope.question == part.question and scope.holds(part):
                for places in {*one.groups, PLACES} & {*other.groups, PLACES}:
                    whole, less = self.pick_silent(scope, places), self.pick_silent(part, places)
                    goals.append(dict.fromkeys(whole if scope == part else whole - less, 1))
        return [goal for goal in goals if goal]

    def pick_silent(self, scope: Scope, part: Sequence[str]) -> set[int]:
        return {*self.pick(scope, part, base=True)} - {*self.pick(scope, part, base=False)}


def publish(
    seed: int, questions: Sequence[str], *, is_careless: bool = False, least_silent: int = 1
) -> Press:
    """Hand out two to six tables."""
    press = Press(random.Random(seed), questions, least_silent)
    scopes = list_scopes(questions)
    for scope in press.choose.sample(scopes, press.choose.randint(2, 6)):
        press.hand_out(scope, is_careless=is_careless)
    return press


def attack(seed: int, questions: Sequence[str], **how: Any) -> list[tuple[dict[int, int], float]]:
    """The small numbers that follow from all that was handed out, and from bases alone do not."""
    press = publish(seed, questions, **how)
    return press.attacker.list_unsafe(press.list_goals(), THRESHOLD)


def solve(seed: int, questions: Sequence[str], **how: Any) -> list[dict[int, int]]:
    """The small numbers that are told exactly."""
    press = publish(seed, questions, **how)
    return press.attacker.list_solved(press.list_goals(), THRESHOLD)


def solve_silent(seed: int, questions: Sequence[str]) -> list[dict[int, int]]:
    """The small numbers of those who did not raise it, where these are hidden, that are told exactly."""
    press = publish(seed, questions, least_silent=THRESHOLD)
    return press.attacker.list_solved(press.list_silent_goals(), THRESHOLD)


FORMS = [NUMBERS[:2], NUMBERS, ALSO_OTHERS]


@pytest.mark.parametrize("questions", FORMS)
@pytest.mark.parametrize("seed", range(25))
def test_tables_of_questions_and_kinds__in_any_order__give_no_small_number_away(
    seed: int, questions: Sequence[str]
) -> None:
    assert not solve(seed, questions)


@pytest.mark.parametrize("questions", FORMS)
@pytest.mark.parametrize("seed", range(25))
def test_tables_of_a_region_that_hides_few_who_did_not__in_any_order__give_none_of_them_away(
    seed: int, questions: Sequence[str]
) -> None:
    assert not attack(seed, questions, least_silent=THRESHOLD)
    assert not solve_silent(seed, questions)


@pytest.mark.parametrize("questions", FORMS)
@pytest.mark.parametrize("seed", [119, 167, 184, 710, 748, 886, 1021, 1256, 1648, 1722, 1863])
def test_tables_of_questions_and_kinds__where_bases_and_three_tables_told__give_nothing_away(
    seed: int, questions: Sequence[str]
) -> None:
    """Each of these orders gave a small number away once."""
    assert not attack(seed, questions, least_silent=THRESHOLD)


def test_attacker__of_tables_that_do_not_look_at_parts_of_them__wins() -> None:
    for questions in FORMS:
        assert any(solve(seed, questions, is_careless=True) for seed in range(30)), questions


@pytest.mark.soak
@pytest.mark.parametrize("questions", FORMS)
def test_tables_of_questions_and_kinds__in_a_thousand_orders__give_next_to_nothing_away(
    questions: Sequence[str],
) -> None:
    """Of chains of up to six tables a few still do, where what one may hold follows from three others."""
    assert sum(bool(attack(seed, questions)) for seed in range(1_000)) <= 7
    assert sum(bool(solve(seed, questions)) for seed in range(1_000)) <= 1
    assert not any(attack(seed, questions, least_silent=THRESHOLD) for seed in range(1_000))
    assert not any(solve_silent(seed, questions) for seed in range(1_000))
