"""A number asked for, as a draft tables it: each home once, nought apart from blank, few not shown."""

from collections.abc import Collection
from types import SimpleNamespace
from typing import Any, cast

from analysis.drafting.figures import Rules
from analysis.drafting.material import ClosedQuestion
from analysis.drafting.numbers_said import NOT_TOLD
from analysis.drafting.wording import word_sentence
from analysis.tables.tiers import UPPER
from consult.models.readings import AnswerText, Reading, Respondent
from consult.services.counting.counting_choices import tabulate_closed
from consult.services.counting.gathering_questions import ClosedPart
from consult.services.drafts.draft_record import Record
from consult.services.returns.sent_numbers import Council
from consult.vocabulary import ResponseKind, Sector

HOMES = ClosedPart("homes", "integer", "How many homes?")


def make_row(
    n: int, number: int | None, sector: Sector, *, area: str = "Vale", is_named: bool = True
) -> tuple[Respondent, AnswerText]:
    who = Respondent(
        f"r{n}",
        ResponseKind.RETURN,
        "en",
        sector,
        area,
        f"Body {n}",
        None,
        may_quote=True,
        may_attribute=is_named,
    )
    text = "" if number is None else str(number)
    return who, AnswerText(who, f"a{n}", "homes", None, "en", number, text)


def ask(
    rows: list[tuple[Respondent, AnswerText]],
    small_number: int = 3,
    *,
    bodies: dict[str, str] | None = None,
    councils: tuple[Council, ...] = (),
    covers: list[AnswerText] | None = None,
    shared: Collection[int] = (),
) -> ClosedQuestion:
    given = [row for _, row in rows if row.value is not None]
    reading = Reading((*given, *(covers or [])), tuple(who for who, _ in rows), {})
    record = SimpleNamespace(
        small_number=small_number,
        returns=reading,
        list_answers=lambda ids: given if HOMES.question_id in ids else [],
        bodies=bodies or {},
        councils=councils,
        found=SimpleNamespace(wholly_shared=frozenset(f"r{n}" for n in shared)),
    )
    made = tabulate_closed(cast(Record, record), HOMES)
    assert made is not None
    return made


def tabulate(rows: list[tuple[Respondent, AnswerText]], *numbers: int, **more: Any) -> dict[str, str]:
    return {row[0]: row[1] for row in ask(rows, *numbers, **more).table.rows}


def say(rows: list[tuple[Respondent, AnswerText]], small_number: int = 3, **more: Any) -> str:
    evidence = ask(rows, small_number, **more).numbers
    assert evidence is not None
    return word_sentence(evidence, Rules(small_number))


def test_numbers__of_a_county_with_districts__are_added_once() -> None:
    rows = [make_row(0, 30, Sector.LOCAL_AUTHORITY_UPPER)]
    rows += [make_row(n, 8, Sector.LOCAL_AUTHORITY_LOWER) for n in (1, 2, 3)]
    rows += [make_row(n, n, Sector.VOLUNTARY_COMMUNITY) for n in (4, 5)]
    rows += [make_row(n, 0, Sector.VOLUNTARY_COMMUNITY) for n in (6, 7, 8)]
    rows += [make_row(9, None, Sector.HEALTH)]

    assert tabulate(rows) == {
        "Returns that gave a number": "9",
        "Numbers counted": "6",
        "Of these, nought": "3",
        "In the number of their county, not added again": "3",
        "Left blank": "fewer than 3",
        "All counted numbers together": "39",
        "Smallest number": "0",
        "Largest number": "30",
        "Middle number": "2",
    }


def test_numbers__of_some_who_are_not_named__are_told_as_a_total_only() -> None:
    rows = [make_row(n, 10 + n, Sector.VOLUNTARY_COMMUNITY, is_named=n > 3) for n in range(6)]

    assert tabulate(rows) == {
        "Returns that gave a number": "6",
        "Numbers counted": "6",
        "All counted numbers together": "75",
    }


def test_counts__of_which_one_is_small__are_all_withheld_for_the_rest_would_tell_it() -> None:
    rows = [make_row(0, 30, Sector.LOCAL_AUTHORITY_UPPER, is_named=False)]
    rows += [make_row(n, 8, Sector.LOCAL_AUTHORITY_LOWER) for n in (1, 2, 3)]

    assert tabulate(rows) == {
        "Returns that gave a number": "4",
        "Numbers counted": "not shown",
        "In the number of their county, not added again": "not shown",
        "In an earlier return, not added again": "not shown",
        "All counted numbers together": "not shown",
    }


def test_counts__of_returns_that_a_later_one_replaces__add_up_to_those_that_gave_one() -> None:
    rows = [make_row(n, 8, Sector.VOLUNTARY_COMMUNITY) for n in range(7)]
    found = tabulate(rows, bodies={f"r{n}": f"body-{n % 4}" for n in range(7)})

    assert (found["Numbers counted"], found["In an earlier return, not added again"]) == ("4", "3")


def test_total__of_few_councils__is_not_hidden_by_other_bodies_who_are_told_apart() -> None:
    rows = [make_row(n, 8, Sector.VOLUNTARY_COMMUNITY, is_named=False) for n in range(9)]
    rows += [make_row(9, 8, Sector.LOCAL_AUTHORITY_LOWER, is_named=False)]

    found = tabulate(rows)
    assert found["All counted numbers together"] == "not shown"
    assert found["Other bodies’ counted numbers together"] == "72"
    assert "Councils’ counted numbers together" not in found, "it is one council's number"


def test_total__of_councils_who_are_named__is_told_where_that_of_other_bodies_is_not() -> None:
    rows = [make_row(n, 20 + n, Sector.LOCAL_AUTHORITY_UPPER) for n in range(4)]
    rows += [make_row(n, 5, Sector.VOLUNTARY_COMMUNITY, is_named=False) for n in (5, 6)]
    found = tabulate(rows)

    assert found["All counted numbers together"] == "not shown"
    assert found["Councils’ counted numbers together"] == "86"
    assert "Other bodies’ counted numbers together" not in found


def test_numbers__of_councils__stand_by_code_by_what_they_cover_and_beside_the_silent() -> None:
    rows = [make_row(0, 30, Sector.LOCAL_AUTHORITY_UPPER)]
    rows += [make_row(n, 8, Sector.LOCAL_AUTHORITY_LOWER) for n in (1, 2, 3)]
    single = Council("c0", "Body 0", "E06000001", "Vale", "")
    other = Council("c9", "Silent County", "E10000001", "Vale", UPPER)
    own = AnswerText(rows[0][0], "x", "homes_covers", None, "en", "own", "own")

    assert tabulate(rows)["All counted numbers together"] == "30"
    assert tabulate(rows, bodies={"r0": "c0"}, councils=(single,))["All counted numbers together"] == "54"
    assert tabulate(rows, councils=(other,))["All counted numbers together"] == "54"
    assert tabulate(rows, covers=[own])["All counted numbers together"] == "54"


def test_sentence__of_a_county_with_districts__adds_once_and_tells_nought_from_blank() -> None:
    rows = [make_row(0, 30, Sector.LOCAL_AUTHORITY_UPPER)]
    rows += [make_row(n, 8, Sector.LOCAL_AUTHORITY_LOWER) for n in (1, 2, 3)]
    rows += [make_row(n, n - 4, Sector.VOLUNTARY_COMMUNITY) for n in (4, 5, 6)]
    rows += [make_row(9, None, Sector.HEALTH)]
    assert say(rows) == (
        "7 returns gave a number; fewer than 3 returns left it blank. The numbers that are added come to 33; "
        "they go from 0 to 30, and 1 of them is nought. 3 numbers are in the number of their county, and not "
        "added again."
    )


def test_sentence__of_some_who_are_not_named__gives_the_total_and_no_range() -> None:
    rows = [make_row(n, 10 + n, Sector.VOLUNTARY_COMMUNITY, is_named=n > 3) for n in range(6)]
    assert say(rows) == "6 returns gave a number. The numbers that are added come to 75."


def test_sentence__of_numbers_that_would_give_one_away__holds_no_size_even_in_its_evidence() -> None:
    rows = [make_row(0, 5000, Sector.HEALTH, is_named=False)]
    rows += [make_row(n, 7, Sector.HEALTH, is_named=False) for n in range(1, 5)]
    assert say(rows) == f"5 returns gave a number.{NOT_TOLD}"
    evidence = ask(rows).numbers
    assert evidence is not None and {one.count for one in evidence.figures if one.withheld} == {0}
    assert "5000" not in str(evidence) and "5028" not in str(evidence)


def test_sentence__of_councils_whose_sum_may_be_told_alone__gives_that() -> None:
    rows = [make_row(n, 10 + n, Sector.LOCAL_AUTHORITY_UPPER, area=f"Vale {n}") for n in range(4)]
    rows += [make_row(9, 5000, Sector.HEALTH, is_named=False)]
    assert tabulate(rows)["Councils’ counted numbers together"] == "46"
    assert say(rows).endswith(f"{NOT_TOLD} Those of councils come to 46.")
    assert "5000" not in str(ask(rows).numbers) and "5046" not in str(ask(rows).numbers)


def test_sentence__of_few_answers__is_none() -> None:
    assert ask([make_row(0, 4, Sector.HEALTH), make_row(1, 5, Sector.HEALTH)]).numbers is None


def test_middle_number__above_a_million__is_written_in_full() -> None:
    rows = [
        make_row(n, 1_234_500 + n, Sector.VOLUNTARY_COMMUNITY, area=f"area {n}", is_named=True)
        for n in range(6)
    ]
    assert ["Middle number", "1,234,502.5"] in [list(row)[:2] for row in ask(rows, 3).table.rows]
