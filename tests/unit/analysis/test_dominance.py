"""Numbers of people that are one respondent's but for a few are never shown."""

from analysis.tables.sheets import Sheet, make_sheet
from analysis.tables.units import Raised, count_units, weigh_units

LABELS, GROUPS = ["T01", "T02"], ["a", "b", "c"]


def make(
    people: dict[str, int],
    *,
    raised: dict[str, set[str]],
    shared: set[str] = frozenset(),
    unit: str = "people",  # type: ignore[assignment]
) -> Sheet:
    """Twelve respondents in each group, "a0" to "c11"; who raised each label, and used shared wording."""
    who = [f"{group}{n}" for group in GROUPS for n in range(12)]
    answers = {one: (one, one[0]) for one in who}
    segments = [(f"{one}{label}", one, label) for label, some in raised.items() for one in sorted(some)]
    found = Raised(answers, segments, people, sorted(shared))
    units = count_units(found, LABELS, GROUPS)
    return make_sheet(units, unit, 5, "sector", largest=weigh_units(found, LABELS, GROUPS))


def pick(group: str, *numbers: int) -> set[str]:
    return {f"{group}{n}" for n in numbers}


EVERYBODY = {f"{group}{n}" for group in GROUPS for n in range(12)}


def read(sheet: Sheet, label: str) -> list[int | None]:
    return [cell.count for cell in sheet.every.rows[label]]


def test_base__that_is_one_respondents_but_for_a_few__leaves_no_table_in_people() -> None:
    people = {"a0": 1_000}
    sheet = make(people, raised={"T01": EVERYBODY, "T02": EVERYBODY})
    assert (sheet.is_one_voice, sheet.groups, sheet.published) == (True, (), None)
    counted = make(people, raised={"T01": EVERYBODY, "T02": EVERYBODY}, unit="responses")
    assert counted.every.bases == (12, 12, 12, 36) and not counted.is_one_voice


def test_base_without_shared_wording__that_is_one_respondents__leaves_no_table_either() -> None:
    people = {f"a{n}": 500 for n in range(5)} | {"b0": 3, "c0": 2}
    every = {"T01": EVERYBODY, "T02": EVERYBODY}
    assert not make(people, raised=every).is_one_voice
    sheet = make(people, raised=every, shared=pick("a", *range(1, 7)))
    assert sheet.is_one_voice, "five hundred of 505 who used words of their own are one response"


def test_row__of_which_the_total_or_those_who_did_not_raise_it_are_one_respondents__is_hidden() -> None:
    people = {"a0": 400, "a1": 400, "a2": 400}
    alone = pick("a", *range(2, 12)) | pick("b", *range(12))
    sheet = make(people, raised={"T01": EVERYBODY - {"a0"}, "T02": alone})
    assert sheet.every.bases == (1_209, 12, 12, 1_233)
    assert read(sheet, "T01") == [None] * 4, "the base less the count is the one who did not raise it"
    assert read(sheet, "T02") == [None] * 4


def test_row__hidden_in_part__is_hidden_whole_where_the_hidden_parts_are_one_respondents() -> None:
    people = {"a0": 100, "a1": 100, "b0": 60, "b1": 60, "b2": 60, "c0": 100, "c1": 100, "c2": 100}
    raised = {"T01": pick("a", 0, 2, 3) | pick("b", *range(9)) | pick("c", *range(3, 10)), "T02": EVERYBODY}
    sheet = make(people, raised=raised)
    counted = make(people, raised=raised, unit="responses")
    assert read(counted, "T01") == [None, 9, None, 19], "three are hidden, and another so that they are safe"
    assert read(sheet, "T01") == [None] * 4, "the hidden two are 109 people, of whom a hundred are one's"
    assert read(sheet, "T02") == [210, 189, 309, 708]


def test_people__who_each_speak_for_some__are_shown() -> None:
    people = dict.fromkeys(sorted(EVERYBODY), 7)
    sheet = make(people, raised={"T01": EVERYBODY, "T02": pick("a", *range(6)) | pick("b", *range(6))})
    assert read(sheet, "T01") == [84, 84, 84, 252]
    assert read(sheet, "T02") == [42, 42, 0, 84]
