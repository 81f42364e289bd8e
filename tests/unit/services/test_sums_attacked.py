"""Sums of two versions that nothing is held of: adding up and subtracting them tells of nobody."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest

from analysis.drafting.blocks import Table
from analysis.drafting.material import ProtectedTable
from analysis.drafting.numbers_said import SIZE, TOTAL
from analysis.drafting.table_counts import name_count
from analysis.tables.rests import Rest
from consult.services.handing_out.given_before import GivenBefore
from consult.services.handing_out.held_sentences import has_sentence_moved
from consult.services.handing_out.held_tables import list_moved_rows
from tests.unit.services.solving_versions import COUNCIL, RULES, Body, Returns, Told, draw, find_few, tell

PLACE = ("question:1", "numbers")
DAY = date(2031, 3, 4)


def is_held(then: Told, now: Told) -> bool:
    """Whether a later version holds its sums, in whatever form they were given and are given now."""
    sentence, (before, table) = then.question.numbers, (_place(one.question.table) for one in (then, now))
    assert sentence is not None and now.question.numbers is not None
    said = GivenBefore(DAY, RULES, {PLACE: sentence}, {}, {})
    tabled = GivenBefore(DAY, RULES, {}, {}, {PLACE: before})
    held = [has_sentence_moved(now.question.numbers, PLACE, [one], RULES) for one in (said, tabled)]
    held += [bool(list_moved_rows(table, PLACE, [one], RULES)) for one in (said, tabled)]
    return all(held)


def _place(made: ProtectedTable) -> Table:
    return Table(made.key, made.caption, made.columns, made.rows, base=made.base, counts=made.counts)


def count(seeds: Iterable[int]) -> Counter[tuple[bool, bool]]:
    """Of what is drawn, how often sums are held, and how often few could be told from them."""
    found: Counter[tuple[bool, bool]] = Counter()
    for seed in seeds:
        first, second = draw(seed)
        if min(len(first), len(second)) < RULES.small_number:
            continue
        then, now = tell(first), tell(second)
        if then.sums and now.sums:
            found[is_held(then, now), find_few(then.sums, now.sums) is not None] += 1
    return found


def test_sums__of_two_versions_of_anything_drawn__tell_of_nobody() -> None:
    found = count(range(120))
    assert not found[False, True]
    assert found[True, True] > 15 and found[False, False] > 15, "some could tell, and some are given"


@pytest.mark.soak
def test_sums__of_many_pairs_of_versions__tell_of_nobody() -> None:
    found = count(range(1000, 9000))
    assert not found[False, True] and found[True, True] > 1000 and found[False, False] > 1000


EIGHT: Returns = {key: Body(10 + key) for key in range(8)}
COUNCILS: Returns = {key: Body(100 + key, COUNCIL, is_named=True) for key in range(20, 27)}
SOME: Returns = {key: COUNCILS[key] for key in range(20, 24)}
NAMED: Returns = {key: Body(1000 + key, is_named=True) for key in range(30, 35)}
LETTERS: Returns = {key: Body(50 + key, is_letter=True) for key in range(40, 45)}
FEW: Returns = {50: Body(7, COUNCIL), 51: Body(8, COUNCIL)}
PAIR: Returns = {52: Body(7), 53: Body(8)}
"""Too few for a sum of all: what those of the other kind gave is told alone."""
ONE: Returns = {60: Body(18)}
MORE: Returns = {key: Body(key) for key in range(70, 76)}
NOUGHTS: Returns = {key: Body(0) for key in range(80, 84)}
CORRECTED: Returns = {0: Body(77)}


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (EIGHT, EIGHT | ONE | FEW),  # all of them, and then those that are no councils
        (EIGHT | FEW, EIGHT | ONE),  # the other way round
        (EIGHT, EIGHT | CORRECTED | FEW),
        (EIGHT, EIGHT | NAMED | ONE),  # what those gave who are named is known
        (EIGHT | NAMED | ONE, EIGHT),
        (EIGHT, EIGHT | NAMED | CORRECTED),
        (EIGHT, EIGHT | NOUGHTS | ONE),  # noughts hide nobody
        (EIGHT | LETTERS, EIGHT | LETTERS | MORE | {61: Body(9, is_letter=True)}),  # between both sums
        (EIGHT | LETTERS, EIGHT | LETTERS | MORE | {40: Body(99, is_letter=True)}),
        (LETTERS | ONE, LETTERS | ONE | EIGHT | MORE),  # between both sums of now, and all of then
        (LETTERS | {62: Body(0)}, LETTERS | {62: Body(0), 61: Body(9, is_letter=True)} | EIGHT),
        (LETTERS, LETTERS | {61: Body(9, is_letter=True)} | EIGHT),  # of which nobody was left
    ],
)
def test_sums__of_which_two_tell_of_few__are_held(then: Returns, now: Returns) -> None:
    first, second = tell(then), tell(now)
    assert find_few(first.sums, second.sums), "the attacker finds it"
    assert is_held(first, second)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (EIGHT, EIGHT | MORE),
        (EIGHT, EIGHT | NAMED),  # only those came whose numbers are known
        (EIGHT | NAMED, EIGHT),
        (EIGHT | NAMED, EIGHT | NAMED | {30: Body(5, is_named=True)} | MORE),
        (EIGHT | LETTERS, EIGHT | LETTERS | MORE | COUNCILS | {63: Body(4), 64: Body(5)}),
        (EIGHT, EIGHT | LETTERS),
        (SOME | PAIR, COUNCILS | PAIR),
    ],
)
def test_sums__that_many_moved_or_those_who_are_named__are_given_anew(then: Returns, now: Returns) -> None:
    first, second = tell(then), tell(now)
    assert find_few(first.sums, second.sums) is None
    assert not is_held(first, second)


def make_table(total: str, rest: Rest) -> Table:
    """A table of what numbers come to, and nothing else."""
    rows = (("All counted numbers together", total),)
    counts = (name_count(SIZE, question_id="1", group=TOTAL, rests=(rest,)),)
    return Table("numbers", "Numbers", ("What", "Number"), rows, counts=counts)


def test_sums__with_a_part_behind_the_point__are_compared_in_their_tables() -> None:
    then, more = make_table("108.5", Rest(8, "a")), make_table("1,109.25", Rest(9, "b"))
    before = [GivenBefore(DAY, RULES, {}, {}, {PLACE: then})]
    assert list_moved_rows(more, PLACE, before, RULES) == {0}
    assert list_moved_rows(make_table("1,110", Rest(11, "c")), PLACE, before, RULES) == set()
    assert list_moved_rows(make_table("110.5", Rest(8, "a")), PLACE, before, RULES) == set()
