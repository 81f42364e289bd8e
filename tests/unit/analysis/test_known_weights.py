"""Numbers of people give nothing away to a reader who knows for how many each respondent speaks."""

from analysis.tables.sheets import Sheet, make_sheet
from analysis.tables.units import PEOPLE, RESPONSES, Raised, count_units, weigh_units

GROUPS = ["a", "b", "c"]
SAID = {"a0", *(f"b{n}" for n in range(8)), *(f"c{n}" for n in range(9))}


def make(weights: dict[str, int], unit: str) -> Sheet:
    """Twelve respondents in each group; in each of these everybody speaks for as many."""
    who = [f"{group}{n}" for group in GROUPS for n in range(12)]
    people = {one: weights[one[0]] for one in who if weights.get(one[0], 1) > 1}
    segments = [(f"{one}s", one, "T01" if one in SAID else "") for one in who]
    raised = Raised({one: (one, one[0]) for one in who}, segments, people, ())
    units, largest = count_units(raised, ["T01"], GROUPS), weigh_units(raised, ["T01"], GROUPS)
    return make_sheet(units, unit, 5, "sector", largest=largest)


def read(sheet: Sheet) -> list[int | None]:
    return [cell.count for cell in sheet.every.rows["T01"]]


def test_row__with_hidden_responses_of_a_group_that_speaks_for_seven__is_not_shown_in_people() -> None:
    assert read(make({"b": 7}, RESPONSES)) == [None, None, 9, 18]
    assert read(make({"b": 7}, PEOPLE)) == [None] * 4, "a + b = 9 and a + 7 b = 57: a would be 1"


def test_row__with_hidden_responses_of_those_who_speak_for_one__is_shown_as_in_responses() -> None:
    assert read(make({"c": 7}, PEOPLE)) == [None, None, 63, 72]
