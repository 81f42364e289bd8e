"""Conditions, checks and calculations in an XLSForm: what they become, and where what is wrong stands."""

import difflib

import pytest

from forms.definitions import Calculation, ConditionalGroup
from forms.xlsform import conditions
from tests.factories.xlsform_tables import error_codes, places

CHOICES = """list_name | name | label | region | note
yn | yes | Yes | | x
yn | no | No | | x
place | n1 | North 1 | north | x
place | s1 | South 1 | south | x"""
HEADERS_IN_TWO = (
    "type | name | label::English (en) | label::Arabic (ar) | relevant | constraint "
    "| constraint_message::English (en) | constraint_message::Arabic (ar) | guidance_hint::English (en) "
    "| required | choice_filter | calculation"
)
FULL = f"""
{HEADERS_IN_TWO}
integer | age | Age? | العمر؟ | | . < 120 | Too old | كبير | In years | yes | |
begin_group | adults | Adults | الكبار | ${{age}} > 17 | | | | | | |
select_one yn | works | Work? | عمل؟ | | | | | | ${{age}} < 60 | |
begin_group | inner | In | في | | | | | | | |
text | what | What? | ما؟ | ${{works}} = 'yes' | | | | | | |
end_group | | | | | | | | | | |
calculate | double | | | | | | | | | | ${{age}} * 2
end_group | | | | | | | | | | |
text | region | Region? | المنطقة؟ | | | | | | | |
select_one place | where | Where? | أين؟ | | | | | | | region = ${{region}} |
"""


def test_reading__every_kind_of_expression__stands_in_the_definition(read_form) -> None:
    reading = read_form(survey=FULL, choices=CHOICES)
    made = reading.questionnaire
    assert made is not None, [problem.message for problem in reading.problems]
    age, works, what, where = (made.get_question(id) for id in ("age", "works", "what", "where"))
    assert (age.constraint, age.required, age.required_if) == (". < 120", True, "")
    assert age.constraint_message == {"en": "Too old", "ar": "كبير"}
    assert age.guidance == {"en": "In years"}
    assert (works.required, works.required_if, works.group_id) == (False, "${age} < 60", "adults")
    assert (what.relevant, what.group_id) == ("${works} = 'yes'", "adults")
    assert made.groups == (ConditionalGroup("adults", "${age} > 17"),)
    assert made.calculations == (Calculation("double", "${age} * 2", "", "adults"),)
    assert where.choice_filter == "region = ${region}"
    assert [dict(choice.columns) for choice in where.choices] == [{"region": "north"}, {"region": "south"}]
    assert places(reading, "F204") == [("choices", 1, "note")]
    assert places(reading, "F317") == [("survey", 8, "calculation")]


HEADERS = "type | name | label | relevant | constraint | required | choice_filter | calculation"


@pytest.mark.parametrize(
    ("row", "code", "column", "said"),
    [
        ("text | a | A? | ((. > 1 | | | |", "F301", "relevant", "At character 7"),
        ("text | a | A? | | . > | | |", "F301", "constraint", "At character 3"),
        ("text | a | A? | | | ${age} > | |", "F301", "required", "At character 8"),
        ("text | a | A? | ${gae} > 1 | | | |", "F308", "relevant", "did you mean “age”"),
        ("text | a | A? | 1 + ${gone} | | | |", "F308", "relevant", "At character 5"),
        ("text | a | A? | . = 1 | | | |", "F310", "relevant", "At character 1"),
        ("text | a | A? | yes = ${age} | | | |", "F314", "relevant", "“yes”"),
        ("text | a | A? | position(..) > 1 | | | |", "F311", "relevant", "position()"),
        ("text | a | A? | | once(1) = 1 | | |", "F311", "constraint", "once()"),
        ("text | a | A? | ${began} > 1 | | | |", "F321", "relevant", "“began”"),
        ("text | a | A? | jr:choice-name(1, '${age}') = 'x' | | | |", "F319", "relevant", "“age”"),
        ("text | a | A? | | | | region = 1 |", "F315", "choice_filter", "without choices"),
        ("select_one yn | a | A? | | | | area = ${age} |", "F316", "choice_filter", "“area”"),
        ("integer | a | A? | | | | | ${age} + 1", "F313", "calculation", "calculated"),
        ("calculate | a | | | | | |", "F312", "calculation", "calculates nothing"),
        ("text | a | A? | ${a} = 1 | | | |", "F309", "relevant", "“a” → “a”"),
        (
            "begin_group | g | G | regex(., '(?=a)') | | | |\nend_group | | | | | | |",
            "F307",
            "relevant",
            "(?=",
        ),
    ],
)
def test_refusal__one_wrong_expression__has_its_row_column_and_place(
    read_form, row: str, code: str, column: str, said: str
) -> None:
    survey = f"{HEADERS}\ninteger | age | Age? | | | | |\nstart | began | | | | | |\n{row}"
    reading = read_form(survey=survey, choices=CHOICES)
    assert error_codes(reading) == [code]
    assert places(reading, code) == [("survey", 4, column)]
    [problem] = [one for one in reading.problems if one.code == code]
    assert said in problem.message and problem.remedy
    assert reading.questionnaire is None


def test_refusal__cycle_through_a_group_and_a_calculation__is_found_at_import(read_form) -> None:
    survey = f"""{HEADERS}
    begin_group | g | G | ${{total}} > 1 | | | |
    integer | n | N? | | | | |
    end_group | | | | | | |
    calculate | total | | | | | | ${{n}} + 1"""
    reading = read_form(survey=survey)
    assert error_codes(reading) == ["F309"]
    assert places(reading, "F309") == [("survey", 2, "relevant")]
    [problem] = [one for one in reading.problems if one.code == "F309"]
    assert "“total” → “n” → “total”" in problem.message or "“n” → “total” → “n”" in problem.message


def test_reading__constraint_beside_a_note__is_left_out_and_said(read_form) -> None:
    reading = read_form(survey=f"{HEADERS}\ninteger | age | Age? | | | | |\nnote | n | N | | . > 1 | | |")
    assert places(reading, "F318") == [("survey", 3, "constraint")]
    assert reading.questionnaire is not None
    assert reading.questionnaire.get_question("n").constraint == ""


def test_refusal__row_that_is_not_read_yet__is_the_only_error_of_whatever_looks_at_it(read_form) -> None:
    reading = read_form(survey=f"{HEADERS}\naudio | d | D? | | | | |\ntext | a | A? | ${{d}} > 1 | | | |")
    assert error_codes(reading) == ["F223"]


def test_refusal__many_unknown_names__are_guessed_for_the_first_ones_only(
    read_form, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []
    monkeypatch.setattr(difflib, "get_close_matches", lambda *given: compared.append(given) or ["age"])
    unknown = [" or ".join(f"${{gone_{row}_{n}}}" for n in range(40)) for row in range(3)]
    rows = "\n".join(f"text | q{n} | Q? | {text} | | | |" for n, text in enumerate([*unknown, unknown[0]]))
    reading = read_form(survey=f"{HEADERS}\n{rows}")
    assert len(places(reading, "F308")) == 160 and len(compared) == conditions.MOST_GUESSES
    guessed = [one.row for one in reading.problems if "did you mean “age”" in one.message]
    assert [guessed.count(row) for row in (2, 3, 4, 5)] == [40, 10, 0, 40]


@pytest.mark.parametrize(
    ("cells", "code", "place"),
    [
        ("text | a | A? | b = b and c = b | | | |", "F314", ["“b”", "“c”"]),
        ("select_one yn | a | A? | | | | b = b and c = b |", "F316", ["“b”", "“c”"]),
        ("text | a | A? | jr:choice-name(1, '${n}') = jr:choice-name(2, '${n}') | | | |", "F319", ["“n”"]),
    ],
)
def test_refusal__one_name_again_and_again_in_a_cell__is_told_once_where_it_stands_first(
    read_form, cells: str, code: str, place: list[str]
) -> None:
    reading = read_form(survey=f"{HEADERS}\ntext | n | N? | | | | |\n{cells}", choices=CHOICES)
    told = [one.message for one in reading.problems if one.code == code]
    assert len(told) == len(place)
    assert all(name in message for name, message in zip(place, told, strict=True))


def test_refusal__expressions_of_too_many_characters_together__are_told_once_and_read_no_further(
    read_form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conditions, "MOST_CHARACTERS", 20)
    rows = "\n".join(f"text | q{n} | Q? | 1 + {n} = 10 + wrong | | | |" for n in range(4))
    reading = read_form(survey=f"{HEADERS}\n{rows}")
    assert places(reading, "F322") == [("survey", 3, "relevant")]
    assert places(reading, "F314") == [("survey", 2, "relevant"), ("survey", 3, "relevant")]


def test_refusal__very_many_patterns__are_told_once_and_read_no_further(
    read_form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conditions, "MOST_PATTERNS", 2)
    rows = "\n".join(f"text | q{n} | Q? | | regex(., '{'aabc'[n]}') | | |" for n in range(4))
    reading = read_form(survey=f"{HEADERS}\n{rows}\ntext | q5 | Q? | | ((( | | |")
    assert error_codes(reading) == ["F324"] and places(reading, "F324") == [("survey", 5, "constraint")]


def test_refusal__groups_with_conditions_in_very_many_others__are_told_where_they_begin(read_form) -> None:
    groups = "\n".join(f"begin_group | g{n} | G | {'1 = 1' if n else ''} | | | |" for n in range(22))
    ends = "\n".join(["end_group | | | | | | |"] * 22)
    reading = read_form(survey=f"{HEADERS}\n{groups}\ntext | a | A? | | | | |\n{ends}")
    assert places(reading, "F323") == [("survey", 23, "relevant")]


@pytest.mark.parametrize(("cell", "asked"), [("TRUE", True), ("False", False)])
def test_reading__yes_or_no_of_a_spreadsheet__is_the_function_of_that_name(read_form, cell, asked) -> None:
    reading = read_form(survey=f"{HEADERS}\ntext | a | A? | {cell} | | | |\ntext | b | B? | | | | |")
    assert reading.questionnaire is not None
    assert reading.questionnaire.get_question("a").relevant == ("true()" if asked else "false()")


def test_refusal__one_name_looked_at_twice__is_said_once(read_form) -> None:
    reading = read_form(survey=f"{HEADERS}\ntext | a | A? | ${{x}} = 1 or ${{x}} = 2 | | | |")
    assert error_codes(reading) == ["F308"]
