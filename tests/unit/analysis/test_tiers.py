"""Numbers of councils: counted once, nought apart from blank, and published only where enough gave one."""

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
def test_published_areas__of_anything_given__rest_on_enough_or_on_those_named(
    found: list[Number], small: int
) -> None:
    made = publish_areas(stand(found), small, "all")

    assert all(one.public or one.given >= small for one in made.areas if one.given)
    if not made.withheld:
        assert sum(one.everybody for one in made.areas) == len(found)
        assert sum(one.total or 0 for one in made.areas) == (made.whole.total or 0)


def test_small_area__beside_large_ones__is_put_together_with_another() -> None:
    sizes = {"Coast": 2, "Morlan": 6, "Vale": 7}
    found = [Number(f"{area}{n}", f"{area}{n}", area, n) for area, size in sizes.items() for n in range(size)]

    made = publish_areas(stand(found), 5, "all")

    assert [(one.area, one.given) for one in made.areas] == [("Vale", 7), (TOGETHER, 8)]
