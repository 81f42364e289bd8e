"""What a part of a whole is at least, when all the other parts are taken off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from analysis.tables.since import Published
from consult.services.counting.gathering_questions import AskedQuestion, find_all_numbers
from consult.services.handing_out.release_scopes import BOTH, RETURNS, Scope, Scoped, list_related

AREA = (("east",), ("north",))
WHOLE = Published("area", AREA, {"gap": (40, 9, 49)})


@dataclass
class CountedReads(Mapping[str, tuple[int | None, ...]]):
    """The one row of a table, and how often somebody read it."""

    row: tuple[int | None, ...]
    reads: int = 0

    def __getitem__(self, key: str) -> tuple[int | None, ...]:
        self.reads += 1
        return {"gap": self.row}[key]

    def __iter__(self) -> Iterator[str]:
        return iter(["gap"])

    def __len__(self) -> int:
        return 1


def list_floors(questions: int, *others: Scoped, scope: Scope | None = None) -> list[Published]:
    numbers = [str(number) for number in range(1, questions + 1)]
    released = [Scoped(Scope(RETURNS), WHOLE), *others]
    return [one for one in list_related(released, scope or Scope(RETURNS, "1"), numbers) if one.is_floor]


def count_work(questions: int) -> int:
    """How many rows are read for tables of returns and of both kinds on each question, and made of them."""
    others = [
        Scoped(Scope(who, str(number)), Published("area", AREA, CountedReads((1, 1, 2))))
        for number in range(2, questions + 1)
        for who in (RETURNS, BOTH)
    ]
    floors = list_floors(questions, *others)
    reads = [one.published.every.reads for one in others if isinstance(one.published.every, CountedReads)]
    return sum(reads) + len(floors)


def test_floors__of_thirty_questions_with_both_kinds__take_three_times_the_work_of_ten() -> None:
    few = count_work(10)
    assert 0 < count_work(30) < 4 * few


def test_floor__of_two_tables_of_a_question__takes_off_the_smaller_number_of_each_group() -> None:
    returns = Scoped(Scope(RETURNS, "2"), Published("area", AREA, {"gap": (30, None, 34)}))
    both = Scoped(Scope(BOTH, "2"), Published("area", AREA, {"gap": (33, 4, 37)}))
    assert [one.every["gap"] for one in list_floors(2, returns, both)] == [(10, 5, 15)]


def test_floor__where_another_put_groups_together__is_by_both_and_takes_no_more_than_all_of_them() -> None:
    together = Scoped(Scope(RETURNS, "2"), Published("area", (("east", "north"),), {"gap": (12, 12)}))
    floors = list_floors(2, together)
    assert [(one.groups, one.every["gap"]) for one in floors] == [
        (AREA, (28, 0, 37)),
        ((("east", "north"),), (37, 37)),
    ]


def test_floor__without_shared_wording__is_apart_from_that_of_everybody() -> None:
    whole = Scoped(Scope(RETURNS), Published("area", AREA, {"gap": (40, 9, 49)}, {"gap": (30, 9, 39)}))
    other = Scoped(Scope(RETURNS, "2"), Published("area", AREA, {"gap": (20, 2, 22)}, {"gap": (15, 2, 17)}))
    found = list_floors(2, whole, other)
    rows = [(one.every["gap"], one.own.get("gap")) for one in found]
    assert rows == [((20, 7, 27), None), ((15, 7, 22), (15, 7, 22)), ((5, 0, 5), (0, 0, 0))]


@pytest.mark.parametrize("columns", ["area", "sector"])
def test_floor__where_a_question_has_no_table_by_these_columns__is_not_known(columns: str) -> None:
    other = Scoped(Scope(RETURNS, "2"), Published(columns, AREA, {"gap": (20, 2, 22)}))
    assert bool(list_floors(2, other)) == (columns == "area")
    assert not list_floors(3, other)


def test_numbers__where_something_else_was_answered__are_not_all() -> None:
    questions = [AskedQuestion(n, n, "", (f"open{n}",), ()) for n in ("1", "2")]
    assert find_all_numbers(questions, {"open1", "open2"}) == ("1", "2")
    assert find_all_numbers(questions, {"open1", "anything_else"}) == ()
