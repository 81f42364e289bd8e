"""A number asked for, in a draft: both totals where a letter went round, and one where two would tell."""

from analysis.drafting.figures import Rules
from analysis.drafting.numbers_said import NOT_TOLD, NOT_TOLD_AGAIN
from analysis.drafting.rechecking import NUMBERS_CHANGED, find_changed, say_changes
from consult.models.readings import AnswerText, Respondent
from consult.vocabulary import Sector
from tests.unit.services.test_counting_numbers import ask, make_row, say

UPPER, LOWER, GROUP = Sector.LOCAL_AUTHORITY_UPPER, Sector.LOCAL_AUTHORITY_LOWER, Sector.VOLUNTARY_COMMUNITY
LEAVING_OUT = "Leaving out shared wording"


def make_groups(numbers: list[int | None]) -> list[tuple[Respondent, AnswerText]]:
    return [make_row(n, number, GROUP, is_named=False) for n, number in enumerate(numbers)]


def list_both(rows: list[tuple[Respondent, AnswerText]], shared: range) -> dict[str, tuple[str, ...]]:
    table = ask(rows, 3, shared=shared).table
    assert table.columns == ("What", "Number", LEAVING_OUT)
    return {name: tuple(cells) for name, *cells in table.rows}


def test_numbers__with_enough_letters__are_added_up_again_without_them() -> None:
    rows = make_groups([10, 20, 30, 5, 6, 0, 7, None])

    assert list_both(rows, range(3)) == {
        "Returns that gave a number": ("7", "4"),
        "Numbers counted": ("7", "4"),
        "Left blank": ("fewer than 3", "fewer than 3"),
        "All counted numbers together": ("78", "18"),
    }
    assert ask(rows, shared=range(3)).table.base == "7 returns that answered; 4 leaving out shared wording"
    assert say(rows, shared=range(3)).endswith(
        "come to 78. Leaving out shared wording, 4 gave a number and those that are added come to 18."
    )


def test_numbers__of_few_letters__are_added_up_once_and_it_says_so() -> None:
    rows = make_groups([10, 20, 5, 6, 0, 7, 8])

    assert list_both(rows, range(2)) == {
        "Returns that gave a number": ("7", "not shown"),
        "Numbers counted": ("7", "not shown"),
        "All counted numbers together": ("56", "not shown"),
    }
    assert ask(rows, shared=range(2)).table.base == "7 returns that answered"
    assert say(rows, shared=range(2)).endswith(f"The numbers that are added come to 56.{NOT_TOLD_AGAIN}")
    evidence = ask(rows, shared=range(2)).numbers
    assert evidence is not None
    assert {(one.count, one.base) for one in evidence.figures if one.without_campaigns} == {(0, 0)}


def test_numbers__of_letters_of_which_one_gave_nearly_all__are_added_up_once() -> None:
    rows = make_groups([5000, 20, 30, 5, 6, 0, 700, 800])

    assert list_both(rows, range(3)) == {
        "Returns that gave a number": ("8", "5"),
        "Numbers counted": ("8", "5"),
        "All counted numbers together": ("6,561", "not shown"),
    }


def test_numbers__all_named__give_the_range_and_nought_apart_from_blank_in_both() -> None:
    rows = [make_row(n, number, GROUP) for n, number in enumerate([90, 20, 0, 5, 0, None, None, None, None])]

    assert list_both(rows, range(3)) == {
        "Returns that gave a number": ("5", "2"),
        "Numbers counted": ("5", "2"),
        "Left blank": ("4", "4"),
        "All counted numbers together": ("115", "5"),
        "Smallest number": ("0", "0"),
        "Largest number": ("90", "5"),
        "Of these, nought": ("2", "1"),
        "Middle number": ("5", "2.5"),
    }
    assert " gave a number and those that are added come to 5 (from 0 to 5)." in say(rows, shared=range(3))


def test_blanks__of_which_few_are_letters__are_not_told_beside_what_was_given() -> None:
    rows = make_groups([10, 20, 30, 5, 6, 0, 7, None, None, None, None])
    found = list_both(rows, range(6, 9))

    assert found["Left blank"] == ("4", "not shown") and found["Returns that gave a number"] == (
        "7",
        "not shown",
    )


def test_districts__of_a_county_with_a_letter__are_in_the_second_total_once() -> None:
    rows = [make_row(0, 30, UPPER), *(make_row(n, 8, LOWER) for n in (1, 2, 3))]

    assert list_both(rows, range(1)) == {
        "Returns that gave a number": ("4", "3"),
        "Numbers counted": ("1", "3"),
        "In the number of their county, not added again": ("3", "0"),
        "All counted numbers together": ("30", "24"),
        "Smallest number": ("30", "8"),
        "Largest number": ("30", "8"),
        "Middle number": ("30", "8"),
    }


def test_districts__with_a_letter_in_the_number_of_their_county__leave_both_totals_the_same() -> None:
    rows = [make_row(0, 30, UPPER), *(make_row(n, 8, LOWER) for n in (1, 2, 3))]

    assert list_both(rows, range(1, 4))["All counted numbers together"] == ("30", "30")


def test_numbers__that_are_all_letters__leave_no_total_and_no_nought() -> None:
    rows = make_groups([10, 20, 30, 0])

    assert list_both(rows, range(4))["All counted numbers together"] == ("60", "none")
    assert say(rows, shared=range(4)).endswith("Leaving out shared wording, none gave a number.")


def test_numbers__of_which_councils_may_be_told_alone__give_theirs_again() -> None:
    rows = [make_row(n, 10 + n, UPPER, area=f"Vale {n}", is_named=False) for n in range(8)]
    rows += [make_row(9, 5000, Sector.HEALTH, is_named=False)]

    assert list_both(rows, range(4))["Councils’ counted numbers together"] == ("108", "62")
    assert say(rows, shared=range(4)).endswith(
        f"{NOT_TOLD} Those of councils come to 108. "
        "Leaving out shared wording, 5 gave a number and the numbers of councils come to 62."
    )


def test_numbers__without_a_letter__are_as_they_were() -> None:
    rows = make_groups([10, 20, 30, 5, 6, 0])

    assert ask(rows).table.columns == ("What", "Number") and "shared wording" not in say(rows)


def test_second_total__kept_in_a_draft__is_found_when_what_is_shared_wording_is_decided_anew() -> None:
    rows = make_groups([10, 20, 30, 40, 5, 6, 0, 7])
    kept, now = (ask(rows, shared=range(n)).numbers for n in (3, 4))
    assert kept is not None and now is not None
    changes = find_changed(kept, {one.what: one for one in now.figures}, Rules(3))

    assert {(one.then.group, one.then.without_campaigns) for one in changes} == {
        ("given", True),
        ("total", True),
    }
    assert say_changes(changes, Rules(3)) == NUMBERS_CHANGED, "what lies between them is one return's"
    gone = ask(rows).numbers
    assert gone is not None
    assert [one.now for one in find_changed(kept, {one.what: one for one in gone.figures}, Rules(3))][:1] == [
        None
    ]
