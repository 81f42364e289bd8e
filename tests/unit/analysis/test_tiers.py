"""Numbers of councils: counted once, nought apart from blank, and published only where enough gave one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tables.areas import TOGETHER, publish_areas
from analysis.tables.summaries import summarise
from analysis.tables.tiers import (
    BLANK,
    COUNTED,
    EARLIER,
    INSIDE,
    LOWER,
    SILENT,
    UPPER,
    Number,
    stand,
)

COUNTY = Number("r1", "county", "Vale", 30, UPPER)
DISTRICTS = (Number("r2", "ostley", "Vale", 8, LOWER), Number("r3", "linchford", "Vale", 0, LOWER))


def find_states(*numbers: Number) -> list[str]:
    return [one.state for one in stand(numbers)]


def test_district__whose_county_gave_a_number__is_in_it_and_not_added() -> None:
    found = summarise(stand([COUNTY, *DISTRICTS]), "Vale")

    assert find_states(COUNTY, *DISTRICTS) == [COUNTED, INSIDE, INSIDE]
    assert (found.total, found.given, found.inside) == (30, 1, 2)


@pytest.mark.parametrize(
    "county",
    [
        Number("r1", "county", "Vale", None, UPPER),
        Number("r1", "county", "Vale", None, UPPER, sent=False),
        Number("r1", "county", "Vale", 30, UPPER, own_only=True),
        Number("r1", "county", "Coast", 30, UPPER),
    ],
)
def test_district__whose_county_did_not_answer_for_it__is_added(county: Number) -> None:
    assert find_states(county, *DISTRICTS)[1:] == [COUNTED, COUNTED]


def test_district__in_an_area_of_two_counties__is_in_neither() -> None:
    other = Number("r9", "other county", "Vale", 5, UPPER)

    assert find_states(COUNTY, other, *DISTRICTS) == [COUNTED] * 4


def test_district__in_an_area_of_two_counties__is_marked_as_perhaps_counted_twice() -> None:
    other = Number("r9", "other county", "Vale", 5, UPPER)
    found = stand([COUNTY, other, *DISTRICTS])

    assert [one.is_perhaps_twice for one in found] == [False, False, True, True]
    assert summarise(found, "Vale").perhaps_twice == 2
    silent = [replace(one, number=None) for one in (COUNTY, other)]
    assert summarise(stand([*silent, *DISTRICTS]), "Vale").perhaps_twice == 0, "no county gave a number"
    assert summarise(stand([COUNTY, *DISTRICTS]), "Vale").perhaps_twice == 0, "it is in the one county's"


def test_nought__beside_a_blank_and_silence__is_counted_apart() -> None:
    numbers = [
        Number("r1", "a", "Vale", 0),
        Number("r2", "b", "Vale", None),
        Number("c", "c", "Vale", None, sent=False),
        Number("r4", "d", "Vale", 7),
    ]

    found = summarise(stand(numbers), "Vale")

    assert find_states(*numbers) == [COUNTED, BLANK, SILENT, COUNTED]
    assert (found.noughts, found.blank, found.silent, found.given) == (1, 1, 1, 2)
    assert (found.total, found.least, found.middle, found.most) == (7, 0, 3.5, 7)


def test_body__with_two_returns__counts_with_its_latest_number_only() -> None:
    early = Number("r1", "a", "Vale", 9, order=("2026-01-02",))
    late = Number("r2", "a", "Vale", 4, order=("2026-03-01",))
    empty = Number("r3", "a", "Vale", None, order=("2026-04-01",))

    assert find_states(late, early, empty) == [COUNTED, EARLIER, EARLIER]


numbers = st.lists(
    st.builds(
        Number,
        key=st.uuids().map(str),
        body=st.sampled_from("abcdefgh"),
        area=st.sampled_from(["", "Coast", "Vale"]),
        number=st.none() | st.integers(-5, 10**15),
        tier=st.sampled_from(["", UPPER, LOWER]),
        own_only=st.booleans(),
        public=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)


@given(numbers)
def test_states__of_anything_given__add_up_by_area_and_in_all(found: list[Number]) -> None:
    standings = stand(found)
    whole = summarise(standings, "all")

    assert whole.everybody == len(found)
    areas = [
        summarise([one for one in standings if one.given.area == area], area)
        for area in {one.given.area for one in standings}
    ]
    assert sum(one.everybody for one in areas) == len(found)
    assert sum(one.total or 0 for one in areas) == (whole.total or 0)


@given(numbers, st.integers(3, 6))
def test_published_areas__of_anything_given__give_nobody_away_who_is_not_named(
    found: list[Number], small: int
) -> None:
    standings = stand(found)
    made = publish_areas(standings, small, "all")

    shown = {one.area for one in made.areas}
    assert sum(one.everybody for one in made.areas) == len(found)
    assert made.whole.hidden == any(one.hidden for one in made.areas)  # else one is the whole less the others
    for one in made.areas:
        inside = [
            each.given
            for each in standings
            if each.state == COUNTED and (each.given.area == one.area or each.given.area not in shown)
            if one.area == TOGETHER or each.given.area == one.area
        ]
        unnamed = [abs(each.number or 0) for each in inside if not each.public]
        if unnamed and not one.hidden:
            assert sum(map(bool, unnamed)) >= small or (not any(unnamed) and len(unnamed) >= small)
            assert max(unnamed) <= 0.9 * sum(unnamed)
            assert (one.noughts, one.least, one.middle, one.most) == (None,) * 4
    if not made.whole.hidden:
        assert sum(one.total or 0 for one in made.areas) == (made.whole.total or 0)


def make_area(area: str, unnamed: list[int], named: list[int]) -> list[Number]:
    pairs = [(one, False) for one in unnamed] + [(one, True) for one in named]
    return [
        Number(f"{area}{n}", f"{area}{n}", area, one, public=is_named)
        for n, (one, is_named) in enumerate(pairs)
    ]


@pytest.mark.parametrize(
    ("unnamed", "named"),
    [
        ([20], [1, 2, 3, 4]),  # the total less what is known
        ([20, 30, 0, 0, 0, 0], []),  # noughts hide nobody
        ([9000, 1, 2, 3, 4], []),  # nearly all of it is one body's
        ([9000, 1, 2, 3, 4], [70000]),  # nor does what is known hide it
    ],
)
def test_total__that_gives_one_body_away__is_not_told(unnamed: list[int], named: list[int]) -> None:
    (area,) = (made := publish_areas(stand(make_area("Vale", unnamed, named)), 5, "all")).areas

    assert made.whole.hidden and area.hidden and area.total is None and made.whole.total is None


def test_total__of_one_that_dominates__is_put_together_with_the_smallest_other() -> None:
    found = make_area("Vale", [900, 5, 5, 5, 5], []) + make_area("Coast", [400] * 5, [])

    made = publish_areas(stand(found + make_area("Moor", [], [7])), 5, "all")

    assert [(one.area, one.total, one.least) for one in made.areas] == [
        ("Moor", 7, 7),
        (TOGETHER, 2920, None),
    ]
    assert made.whole.total == 2927


def test_numbers_of_single_bodies__where_all_agreed_to_be_named__are_told() -> None:
    (area,) = publish_areas(stand(make_area("Vale", [], [0, 4, 9])), 5, "all").areas

    assert (area.total, area.noughts, area.least, area.middle, area.most) == (13, 1, 0, 4, 9)


def test_small_area__beside_large_ones__is_put_together_with_another() -> None:
    sizes = {"Coast": 2, "Morlan": 6, "Vale": 7}
    found = [Number(f"{area}{n}", f"{area}{n}", area, n) for area, size in sizes.items() for n in range(size)]

    made = publish_areas(stand(found), 5, "all")

    assert [(one.area, one.given) for one in made.areas] == [("Vale", 7), (TOGETHER, 8)]
