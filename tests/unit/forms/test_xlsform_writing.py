"""A questionnaire written as an XLSForm, and read again as the same."""

import os
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.exports.xlsform import write_xlsform
from forms.definitions import Page, Question, Questionnaire, digest, to_dict
from forms.repairing.extents import Extent
from forms.repairing.repairing import repair
from forms.xlsform.reader import open_xlsform, read_opened, read_xlsform
from forms.xlsform_writing.tables import make_tables
from tests.factories.opened_forms import make_form, open_written

FOLDER = Path(os.environ.get("CONSULT_SHARED", "../shared/data")) / "xlsforms"
FORM = Questionnaire(
    "form-1",
    {"en": "Housing", "cy": "Tai"},
    ("cy", "en"),
    "en",
    (
        Page("page-1", {}, (Question("a", "text", {"en": "A?", "cy": "A yn Gymraeg?"}),)),
        Page("b", {}, (Question("b", "text", {"en": "=SUM(A1)"}), Question("b_why", "text", {"en": "+1?"}))),
    ),
)


def read_back(definition):
    reading = read_opened(open_written(definition))
    assert reading.questionnaire is not None, reading.problems
    return reading.questionnaire


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_writing__whatever_was_read__is_read_again_as_the_same(seed):
    opened = make_form(Random(seed))
    made = repair(opened, Extent.ALWAYS).reading.questionnaire
    assert made is not None
    again = read_back(made)
    assert to_dict(again) == to_dict(made)
    assert digest(again) == digest(made)
    assert make_tables(again) == make_tables(made)


def test_writing__of_pages_that_no_reader_makes__keeps_them(tmp_path):
    (tmp_path / "f.xlsx").write_bytes(write_xlsform(FORM))
    again = read_xlsform(tmp_path / "f.xlsx").questionnaire
    assert to_dict(again) == to_dict(FORM)


def test_writing__twice__gives_the_same_bytes():
    assert write_xlsform(FORM) == write_xlsform(replace(FORM))


def test_writing__of_each_column__stands_under_the_header_that_others_know():
    survey, choices, found = make_tables(FORM)
    assert survey.headers == (
        "type",
        "name",
        "label::English (en)",
        "label::Welsh (cy)",
        "appearance",
        "page_id",
    )
    assert survey.rows[0] == ("begin_group", "page-1", "", "", "field-list", "")
    assert survey.rows[3] == ("begin_group", "page_1", "", "", "field-list", "b")
    assert choices.headers == ("list_name", "name", "label::English (en)", "label::Welsh (cy)")
    assert dict(zip(found.headers, found.rows[0], strict=True)) == {
        "form_title": "Housing",
        "form_title::Welsh (cy)": "Tai",
        "form_id": "form-1",
        "default_language": "English (en)",
        "languages": "cy en",
    }


def test_writing__of_a_filter_that_finds_nothing__keeps_the_column_it_looks_at(read_form):
    made = read_form(
        survey="type | name | label | choice_filter\ntext | a | A?\nselect_one l | b | B? | region = ${a}",
        choices="list_name | name | label | region\nl | x | X",
    ).questionnaire
    assert to_dict(read_back(made)) == to_dict(made)


def test_writing__of_groups_that_are_no_tree__asks_the_same_under_the_same_conditions(read_form):
    made = read_form(
        survey="""
type        | name | label | relevant
text        | a    | A?    |
begin_group | g    |       | ${a} = 'x'
text        | b    | B?    |
text        | c    | C?    |
end_group
text        | d    | D?    |
"""
    ).questionnaire
    a, b, c, d = made.pages
    again = read_back(replace(made, pages=(a, b, d, c)))
    assert [page.id for page in again.pages] == ["a", "b", "d", "c"]
    assert [(one.id, one.relevant) for one in again.groups] == [("g", "${a} = 'x'"), ("g_1", "${a} = 'x'")]
    assert again.get_question("c").group_id == "g_1"


@pytest.mark.shared
@pytest.mark.parametrize("extent", [Extent.REST, Extent.ALWAYS])
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*")), ids=lambda path: path.stem)
def test_writing__of_a_real_form__is_read_again_as_the_same(path, extent, tmp_path):
    made = repair(open_xlsform(path), extent).reading.questionnaire
    (tmp_path / "f.xlsx").write_bytes(write_xlsform(made))
    again = read_xlsform(tmp_path / "f.xlsx")
    assert again.questionnaire is not None, again.problems
    assert digest(again.questionnaire) == digest(made)
