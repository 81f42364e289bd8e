"""A number asked for, as a draft tables it: each home once, nought apart from blank, few not shown."""

from types import SimpleNamespace
from typing import cast

from consult.models.readings import AnswerText, Reading, Respondent
from consult.services.counting_choices import tabulate_closed
from consult.services.draft_record import Record
from consult.services.gathering_questions import ClosedPart
from consult.vocabulary import ResponseKind, Sector

HOMES = ClosedPart("homes", "integer", "How many homes?")


def make_row(n: int, number: int | None, sector: Sector, area: str = "Vale") -> tuple[Respondent, AnswerText]:
    who = Respondent(
        f"r{n}",
        ResponseKind.RETURN,
        "en",
        sector,
        area,
        f"Body {n}",
        None,
        may_quote=True,
        may_attribute=True,
    )
    text = "" if number is None else str(number)
    return who, AnswerText(who, f"a{n}", "homes", None, "en", number, text)


def tabulate(rows: list[tuple[Respondent, AnswerText]], small_number: int = 3) -> dict[str, str]:
    given = [row for _, row in rows if row.value is not None]
    reading = Reading(tuple(given), tuple(who for who, _ in rows), {})
    record = SimpleNamespace(small_number=small_number, returns=reading, list_answers=lambda _: given)
    made = tabulate_closed(cast(Record, record), HOMES)
    assert made is not None
    return {row[0]: row[1] for row in made.table.rows}


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


def test_numbers__where_too_few_are_counted__are_not_given() -> None:
    rows = [make_row(0, 30, Sector.LOCAL_AUTHORITY_UPPER)]
    rows += [make_row(n, 8, Sector.LOCAL_AUTHORITY_LOWER) for n in (1, 2, 3)]

    found = tabulate(rows)

    assert found["Numbers counted"] == "fewer than 3" and "All counted numbers together" not in found
