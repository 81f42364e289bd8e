"""Half-years that follow each other: nothing is lost, order is nothing, and few are never compared."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tables.half_years import HalfYear, find_half_year, list_half_years
from analysis.tables.sheets import Sheet, make_sheet
from analysis.tables.trends import WHOLE, Change, Point, Sought, Untested, find_cell, find_changes
from analysis.tables.units import RESPONSES, Raised, count_units
from tests.unit.analysis.item_frames import steady

PLACES, LABELS = ("east", "north", "south"), ("health", "housing")
THRESHOLD = 5
Said = tuple[str, frozenset[str]]
people = st.lists(
    st.tuples(st.sampled_from(PLACES), st.frozensets(st.sampled_from(LABELS))), min_size=1, max_size=60
)


def make(said: list[Said], numbers: list[int] | None = None) -> Sheet:
    order = list(range(len(said))) if numbers is None else numbers
    answers = {f"a{n}": (f"r{n}", said[n][0]) for n in order}
    segments = [(f"s{n}", f"a{n}", label) for n in order for label in sorted(said[n][1]) or [""]]
    units = count_units(Raised(answers, segments, {}, ()), LABELS, PLACES)
    return make_sheet(units, RESPONSES, THRESHOLD, "area")


def point(half: str, said: list[Said], numbers: list[int] | None = None) -> Point:
    sheet = make(said, numbers)
    every = sheet.every if sheet.groups else None
    return Point(half, sheet.groups, every, every, dict.fromkeys(LABELS, Sought.ALL))


def compare(earlier: Point, later: Point) -> list[Change]:
    return find_changes([earlier, later], LABELS, (WHOLE, *PLACES), least_group=THRESHOLD)


@given(people, people, st.randoms(use_true_random=False))
@settings(steady, max_examples=40)
def test_changes__whatever_order_people_come_in__are_the_same_and_of_what_is_shown(
    first: list[Said], second: list[Said], choose: object
) -> None:
    earlier, later = point("2030H1", first), point("2030H2", second)
    numbers = list(range(len(first)))
    choose.shuffle(numbers)  # type: ignore[attr-defined]  # a random.Random
    found = compare(earlier, later)
    assert compare(point("2030H1", first, numbers), later) == found
    for one in found:
        assert (one.found is None) is (one.why is not None)
        if one.found:
            cells = [find_cell(p.columns, p.every, one.label, one.place) for p in (later, earlier) if p.every]
            assert all(cell and cell.count is not None and cell.base >= THRESHOLD for cell in cells)


@given(people)
@settings(steady, max_examples=40)
def test_half_year__as_shown__adds_up_to_everybody(said: list[Said]) -> None:
    sheet = make(said)
    if not sheet.groups:
        assert len(said) < THRESHOLD
        return
    assert sheet.every.bases[-1] == len(said) == sum(sheet.every.bases[:-1])  # type: ignore[arg-type]
    for cells in sheet.every.rows.values():
        counts = [cell.count for cell in cells]
        if None not in counts:
            assert counts[-1] == sum(counts[:-1])  # type: ignore[arg-type]
        assert not any(0 < (count or 0) < THRESHOLD for count in counts)


def crowd(yes: int, no: int) -> list[Said]:
    return [("north", frozenset({"housing"}))] * yes + [("north", frozenset())] * no


def find(found: list[Change], label: str = "housing") -> Change:
    return next(one for one in found if (one.label, one.place) == (label, WHOLE))


def test_change__of_ten_in_a_hundred_to_sixty__differs_and_the_other_way_round() -> None:
    few, many = point("2030H1", crowd(10, 90)), point("2030H2", crowd(60, 40))
    more, fewer = find(compare(few, many)), find(compare(many, few))
    assert more.found and more.found.differs and more.found.effect and more.found.effect.value == 0.5
    assert fewer.found and fewer.found.differs and fewer.found.effect and fewer.found.effect.value == -0.5


def test_change__among_many_tags_of_which_one_is_by_chance__is_corrected() -> None:
    found = compare(point("a", crowd(6, 34)), point("b", crowd(14, 26)))
    alone = find(found).found
    assert alone and alone.p and alone.corrected and alone.p <= alone.corrected


def test_change__not_looked_for_not_looked_through_or_few__is_not_told() -> None:
    earlier, later = point("2030H1", crowd(10, 30)), point("2030H2", crowd(30, 10))
    for sought in (Sought.SOME, Sought.NONE):
        unsought = replace(earlier, sought={"housing": sought})
        assert find(compare(unsought, later)).why is Untested.NOT_SOUGHT
    assert find(compare(replace(earlier, looked_pct=79.9), later)).why is Untested.NOT_LOOKED
    assert find(compare(replace(earlier, looked_pct=80.0), later)).why is None
    assert find(compare(point("2030H1", crowd(3, 30)), later)).why is Untested.NOT_SHOWN
    assert find(compare(earlier, later), "health").why is Untested.NOTHING
    small = find_changes([earlier, later], LABELS, (WHOLE,), least_group=41)
    assert find(small).why is Untested.TOO_FEW


def test_own_wording__hidden_in_one_half_year__is_compared_in_neither() -> None:
    earlier, later = point("2030H1", crowd(10, 30)), point("2030H2", crowd(30, 10))
    assert find(compare(earlier, later)).is_own
    assert not find(compare(replace(earlier, own=None), later)).is_own


def test_half_years__from_the_last_of_a_year_to_the_next_but_one__leave_none_out() -> None:
    assert find_half_year(date(2029, 6, 30)) == HalfYear(2029, 1)
    assert find_half_year(date(2029, 7, 1)).label == "July to December 2029"
    found = list_half_years(HalfYear(2029, 2), HalfYear(2031, 1))
    assert [one.key for one in found] == ["2029H2", "2030H1", "2030H2", "2031H1"]
