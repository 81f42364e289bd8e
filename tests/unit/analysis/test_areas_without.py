"""Totals with and without some returns: each number once in both, and none told by the two together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from analysis.tables.areas import Publishable, group_areas, publish_areas
from analysis.tables.areas_without import TWICE, publish_without
from analysis.tables.leaving_out import leave_out
from analysis.tables.limits import MOST_OF_ONE
from analysis.tables.summaries import summarise
from analysis.tables.tiers import BLANK, COUNTED, INSIDE, LOWER, UPPER, Number, Standing, stand

COUNTY = Number("county", "county", "Vale", 30, UPPER, public=True)
DISTRICTS = tuple(Number(f"d{n}", f"d{n}", "Vale", n, LOWER, public=True) for n in (7, 0))
SMALL = 5


def make_area(area: str, shared: Sequence[int], own: Sequence[int]) -> list[Number]:
    """Numbers of bodies that are not named; keys of those with nothing but shared wording begin with s."""
    pairs = [("s", one) for one in shared] + [("o", one) for one in own]
    return [Number(f"{kind}{area}{n}", f"{area}{n}", area, one) for n, (kind, one) in enumerate(pairs)]


def publish(numbers: Sequence[Number], small: int = SMALL) -> Publishable:
    shared = {one.key for one in numbers if one.key.startswith("s")}
    made = publish_without(stand(numbers), shared, small, "all")
    assert made is not None
    return made


def show(made: Publishable) -> dict[str, int | None]:
    return {one.area: one.total for one in (*made.areas, made.whole)}


def test_totals__without_enough_letters__are_given_by_area_and_in_all() -> None:
    made = publish(make_area("Vale", [10] * 5, [20] * 6) + make_area("Coast", [], [3] * 7))

    assert show(made) == {"Coast": 21, "Vale": 120, "all": 141}
    assert [one.given for one in made.areas] == [7, 6]


def test_totals__of_numbers_without_a_letter__are_not_given_again() -> None:
    assert publish_without(stand(make_area("Vale", [], [3] * 7)), {"elsewhere"}, SMALL, "all") is None


@pytest.mark.parametrize(
    ("shared", "own"),
    [
        ([10] * 4, [20] * 9),  # the difference is of four
        ([10] * 9, [20] * 4),  # the second total is of four
        ([900, 1, 2, 3, 4], [200] * 6),  # the difference is nearly all of one
        ([10, 20, 0, 0, 0], [20] * 9),  # noughts hide nobody
    ],
)
def test_totals__between_which_few_could_be_told__are_given_once(shared: list[int], own: list[int]) -> None:
    made = publish(make_area("Vale", shared, own))

    assert made.whole.hidden and show(made) == {"Vale": None, "all": None}
    assert publish_areas(stand(make_area("Vale", shared, own)), SMALL, "all").whole.total, "the first stays"


def test_area__whose_second_total_is_hidden__hides_another_so_that_it_does_not_follow() -> None:
    numbers = make_area("Vale", [10] * 2, [20] * 6) + make_area("Moor", [10] * 5, [20] * 6)
    numbers += make_area("Hill", [10] * 7, [20] * 7) + make_area("Coast", [], [3] * 7)

    assert show(publish(numbers)) == {"Coast": 21, "Hill": 140, "Moor": None, "Vale": None, "all": 401}


ONE = make_area("Vale", [900], [1] * 9 + [92]) + make_area("Moor", [150] * 10, [1] * 9)
"""Of Vale's 1,001 at least 891 are the one's: no more than 110 are left of both areas."""


def test_area__that_is_larger_than_all_that_is_left__is_not_cornered_by_the_whole() -> None:
    assert show(publish(ONE)) == {"Moor": None, "Vale": None, "all": None}
    none_gone, many = make_area("Hill", [], [500] * 5), make_area("Hill", [500] * 5, [500] * 5)
    assert publish(ONE + none_gone).whole.hidden, "of Hill nobody is gone, so it can be taken off"
    assert show(publish(ONE + many)) == {"Hill": None, "Moor": 9, "Vale": None, "all": 2610}


def test_district__whose_county_is_left_out__is_added_and_only_once() -> None:
    standings = stand([COUNTY, *DISTRICTS])
    found = leave_out(standings, {"county"})

    assert [one.state for one in standings] == [COUNTED, INSIDE, INSIDE]
    assert [(one.given.key, one.state) for one in found] == [("d7", COUNTED), ("d0", COUNTED)]
    made = publish_without(standings, {"county"}, SMALL, "all")
    assert made is not None
    assert (made.whole.total, made.whole.noughts, made.whole.inside, made.whole.most) == (7, 1, 0, 7)


def test_district__that_is_left_out__leaves_its_county_as_it_was() -> None:
    found = leave_out(stand([COUNTY, *DISTRICTS]), {"d7"})

    assert [(one.given.key, one.state) for one in found] == [("county", COUNTED), ("d0", INSIDE)]


def test_district__of_two_counties_of_which_one_is_left_out__is_not_taken_for_the_others() -> None:
    other = Number("other", "other", "Vale", 5, UPPER, public=True)
    found = leave_out(stand([COUNTY, other, *DISTRICTS]), {"other"})

    assert {one.given.key: one.state for one in found} == dict.fromkeys(("county", "d7", "d0"), COUNTED)
    assert [one.is_perhaps_twice for one in found] == [False, True, True]
    assert not any(one.is_perhaps_twice for one in leave_out(stand([COUNTY, *DISTRICTS]), {"county"}))


def test_body__whose_later_return_is_left_out__does_not_count_by_its_earlier_one() -> None:
    early = Number("early", "a", "Vale", 9, order=("2026-01-02",))
    late = Number("late", "a", "Vale", 4, order=("2026-03-01",))

    assert leave_out(stand([early, late]), {"late"}) == ()
    assert [one.given.key for one in leave_out(stand([early, late]), {"early"})] == ["late"]


def test_districts__not_named_whose_named_county_is_left_out__are_not_told_by_the_difference() -> None:
    districts = [replace(one, public=False) for one in DISTRICTS]
    rest = make_area("Vale", [], [20] * 8)

    made = publish_without(stand([COUNTY, *districts, *rest]), {"county"}, SMALL, "all")
    assert made is not None and made.whole.hidden, "what is added only now is a few districts’"


def test_blanks__of_which_a_few_are_letters__are_not_counted_again() -> None:
    blank = [Number(f"s{n}", f"b{n}", "Vale") for n in range(2)] + [Number("o9", "b9", "Vale")]
    numbers = make_area("Vale", [10] * 5, [20] * 6)

    assert publish(numbers + blank).untold == {BLANK}
    assert publish(numbers + blank[2:]).untold == frozenset()
    many = [replace(blank[0], key=f"s-{n}", body=f"c{n}") for n in range(5)]
    made = publish(numbers + many + blank[2:])
    assert (made.untold, made.whole.blank, made.whole.given) == (frozenset(), 1, 6)
    named = [replace(one, public=True) for one in blank]
    assert publish(numbers + named).untold == {BLANK}, "to a blank nobody put a name"


def test_marks__of_few_who_may_be_counted_twice__are_not_counted_again() -> None:
    counties = [replace(COUNTY, key=f"scounty{n}", body=f"county{n}") for n in (1, 2)]
    numbers = [*counties, *make_area("Vale", [10] * 5, [20] * 6), replace(DISTRICTS[0], public=False)]

    assert publish(numbers).untold == {TWICE}


def test_areas__of_more_than_can_be_looked_at__give_no_second_whole() -> None:
    areas = [one for n in range(11) for one in make_area(f"{n:02}", [10] * 2, [20] * 6)]
    few = [one for n in range(10) for one in make_area(f"{n:02}", [10] * 2, [20] * 6)]

    assert publish(areas).whole.hidden and not publish(few).whole.hidden


def draw(
    seed: int, area_count: int, most: int
) -> tuple[tuple[Standing, ...], tuple[Standing, ...], set[str]]:
    """Numbers of some areas, without those of nothing but shared wording, and the keys of these."""
    chance = Random(seed)
    sizes = [0, 1, 2, 3, 20, 30, chance.choice([30, 400])]
    numbers = [
        Number(
            f"r{n}",
            f"b{n}",
            f"area {chance.randrange(area_count)}",
            None if chance.random() < 0.1 else chance.choice(sizes),
            chance.choice(["", "", UPPER, LOWER, LOWER]),
            own_only=chance.random() < 0.7,
            public=chance.random() < 0.2,
        )
        for n in range(chance.randrange(12, most))
    ]
    share = chance.random()
    shared = {one.key for one in numbers if chance.random() < share}
    standings = stand(numbers)
    return standings, leave_out(standings, shared), shared


def count_attacked(seeds: Iterable[int]) -> tuple[int, int]:
    """Attack what is drawn: how many tables had a second total, and how many of them not of every area."""
    attacked = partly = 0
    for seed in seeds:
        standings, own, shared = draw(seed, 3, 45)
        made = publish_without(standings, shared, 3, "all")
        if made is not None and not made.whole.hidden:
            attacked += 1
            partly += any(one.hidden for one in made.areas)
            attack(standings, own, made, 3)
    return attacked, partly


def test_attacker__with_both_totals_who_knows_whose_are_letters__solves_nothing_of_few() -> None:
    """For all that the totals tell, whoever is not named may have given nought, and much more."""
    attacked, partly = count_attacked((5, 6, 10, 14))
    assert (attacked, partly) == (4, 3), "enough of what was drawn is shown"


@pytest.mark.soak
def test_attacker__of_many_tables_with_both_totals__solves_nothing_of_few() -> None:
    attacked, partly = count_attacked(range(40, 3000))
    assert attacked > 500 and partly > 100


def test_attacker__of_totals_that_are_not_protected__finds_the_one_of_two_areas() -> None:
    standings = stand(ONE)
    own = leave_out(standings, {one.key for one in ONE if one.key.startswith("s")})

    with pytest.raises(AssertionError, match="more than nought"):
        attack(standings, own, Publishable((), publish_areas(own, SMALL, "all").whole), SMALL)


def attack(standings: Sequence[Standing], own: Sequence[Standing], made: Publishable, small: int) -> None:
    """Solve for each number, and for what a few gave together, from every total that is shown."""
    sums = list(list_sums(standings, own, made, small))
    known = {one.given.key: one.given.number or 0 for one in (*standings, *own) if one.state == COUNTED}
    unnamed = [one.given for one in standings if one.given.key in known and not one.given.public]
    keys = [one.key for one in unnamed]
    if not keys:
        return
    left = np.array([[float(key in counted) for key in keys] for counted in sums])
    right = left @ np.array([float(known[key]) for key in keys])
    largest: dict[bytes, int] = {}  # of those who are in the same totals the largest is told first
    for place in sorted(range(len(keys)), key=lambda place: known[keys[place]]):
        largest[left[:, place].tobytes()] = place
    for aim in np.eye(len(keys))[[*largest.values()]]:
        least, most = solve(aim, left, right), -solve(-aim, left, right)
        true = float(aim @ [known[key] for key in keys])
        assert least == pytest.approx(0), "somebody's number is known to be more than nought"
        assert true <= MOST_OF_ONE * most + 1e-6 or not true, "somebody's number is nearly all that it can be"
    generator = np.random.default_rng(7)
    for _ in range(5):
        aim = np.zeros(len(keys))
        aim[generator.choice(len(keys), min(small - 1, len(keys) - 1), replace=False)] = 1
        if any(known[key] for key, is_in in zip(keys, aim, strict=True) if is_in):
            assert solve(aim, left, right) < -solve(-aim, left, right) - 1e-6, "what a few gave is known"


def list_sums(
    standings: Sequence[Standing], own: Sequence[Standing], made: Publishable, small: int
) -> Iterator[set[str]]:
    """Whose numbers each total that is shown adds up, in both tables."""
    areas = group_areas(standings, small)
    for some, table in ((standings, publish_areas(standings, small, "all")), (own, made)):
        for one in table.areas:
            if not one.hidden:
                yield {s.given.key for s in some if s.state == COUNTED and s.given.area in areas[one.area]}
        if not table.whole.hidden:
            yield {s.given.key for s in some if s.state == COUNTED}


def solve(aim: np.ndarray, left: np.ndarray, right: np.ndarray) -> float:
    """The least that a sum of numbers can be."""
    found = linprog(aim, A_eq=left, b_eq=right, bounds=(0, None), method="highs")
    assert found.status in {0, 3}
    return float(found.fun) if found.status == 0 else -np.inf


@pytest.mark.parametrize("seed", range(20))
def test_second_totals__of_anything_drawn__add_up_and_leave_nothing_in_twice(seed: int) -> None:
    standings, found, shared = draw(seed, 3, 45)
    counties = {
        one.given.body
        for one in found
        if one.state == COUNTED and one.given.tier == UPPER and not one.given.own_only
    }
    given = [one for one in found if one.given.number is not None]
    assert all((one.state == INSIDE) == (one.given.county in counties) for one in given)
    assert {one.given.key for one in found} == {one.given.key for one in standings} - shared
    whole = summarise(found, "all")
    assert whole.everybody == len(found)
    assert (whole.total or 0) == sum(one.given.number or 0 for one in found if one.state == COUNTED)
