"""Rows that cannot be read: each is refused with its sheet, row, column and remedy."""

import pytest

from forms.xlsform.reader import read_xlsform
from tests.factories.xlsform_tables import error_codes, places, write_xlsx

YES_NO = "list_name | name | label\nyn | yes | Yes\nyn | no | No"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("audio | a | A? | |", "F223", "type"),
        ("select_one_from_file x.csv | a | A? | |", "F223", "type"),
        ("rank | a | A? | |", "F230", "type"),
        ("calculate | a | | |", "F312", "calculation"),
        ("begin_repeat | a | A | |", "F223", "type"),
        ("txet | a | A? | |", "F222", "type"),
        (" | a | A? | |", "F221", "type"),
        ("text | | A? | |", "F225", "name"),
        ("text | two words | A? | |", "F226", "name"),
        ("text | 1st | A? | |", "F226", "name"),
        ("text | meta | A? | |", "F227", "name"),
        ("text | a__language | A? | |", "F227", "name"),
        ("text | sector | A? | |", "F228", "name"),
        ("text | a | | |", "F229", "label"),
        ("select_one | a | A? | |", "F230", "type"),
        ("select_one ny | a | A? | |", "F231", "type"),
        ("text | a | A? | maybe |", "F233", "required"),
        ("text | a | Is ${nobody} well? | |", "F234", "label"),
        ("text | a | Is ${sector} right? | |", "F235", "label"),
        ("text | a | Is ${sector right? | |", "F236", "label"),
        ("begin_group | g | G | |", "F237", "type"),
        ("end_group | | | |", "F238", "type"),
        ("text | a | A? | | four", "F239", "government_question"),
    ],
)
def test_refusal__one_bad_row__is_the_only_error_and_has_its_place(read_form, row, code, column):
    survey = f"type | name | label | required | government_question\ntext | sector | Sector? | |\n{row}"
    reading = read_form(survey=survey, choices=YES_NO)
    assert error_codes(reading) == [code]
    assert places(reading, code) == [("survey", 3, column)]
    assert reading.questionnaire is None
    assert all(problem.remedy for problem in reading.problems)


@pytest.mark.parametrize(
    "column",
    ["trigger", "read_only", "bind::trigger"],
)
def test_refusal__column_that_changes_what_is_asked__is_refused_where_it_is_used(read_form, column):
    reading = read_form(survey=f"type | name | label | {column}\ntext | a | A? |\ntext | b | B? | 1 = 1")
    assert error_codes(reading) == ["F206"]
    assert places(reading, "F206") == [("survey", 3, column)]


def test_refusal__broken_reference_in_a_cell_not_read__is_reported_too(read_form):
    reading = read_form(survey="type | name | label | trigger\ntext | a | A? | ${gone} = 1")
    assert error_codes(reading) == ["F234", "F206"]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (" | x | X", "F251", "list_name"),
        ("l | | X", "F252", "name"),
        ("l | x y | X", "F253", "name"),
        ("l | a | again", "F254", "name"),
    ],
)
def test_refusal__bad_choice__has_its_place(read_form, row, code, column):
    reading = read_form(
        survey="type | name | label\nselect_one l | q | Q?",
        choices=f"list_name | name | label\nl | a | A\n{row}",
    )
    assert error_codes(reading) == [code]
    assert places(reading, code) == [("choices", 3, column)]


@pytest.mark.parametrize(
    ("survey", "settings", "code"),
    [
        ("type | name | label::Klingonish\ntext | a | A?", "form_title\nT", "F265"),
        ("type | name | label::Klingonish (xx)\ntext | a | A?", "form_title\nT", "F265"),
        ("type | name | label::fr\ntext | a | A?", "default_language\nEnglish (en)", "F266"),
        ("type | name | label::en | label::fr\ntext | a | | A fr?", "default_language\nen", "F270"),
        ("type | name | label::en | label::English (en)\ntext | a | A? | A!", "default_language\nen", "F202"),
        ("type | label\ntext | A?", "form_title\nT", "F201"),
        ("type | name | label\nnote | a | A", "form_title\nT", "F111"),
    ],
)
def test_refusal__form_as_a_whole__has_its_code(read_form, survey, settings, code):
    reading = read_form(survey=survey, settings=settings)
    assert code in error_codes(reading)
    assert reading.questionnaire is None


def test_refusal__part_of_a_date__is_refused(read_form):
    reading = read_form(survey="type | name | label | appearance\ndate | a | A? | month-year")
    assert error_codes(reading) == ["F240"]


def test_refusal__spelling_mistakes__are_guessed(read_form):
    reading = read_form(
        survey="type | name | label\nselect_onne yn | a | A?\nselect_one yesno | b | B?",
        choices="list_name | name | label\nyes_no | y | Y",
    )
    messages = [problem.message for problem in reading.problems]
    assert any("did you mean “select_one”?" in message for message in messages)
    assert any("did you mean “yes_no”?" in message for message in messages)


def test_refusal__reserved_names_of_the_caller__are_refused(tmp_path):
    path = write_xlsx(tmp_path / "f.xlsx", survey="type | name | label\ntext | status | S?")
    assert error_codes(read_xlsform(path)) == []
    assert error_codes(read_xlsform(path, reserved_names={"status"})) == ["F227"]
