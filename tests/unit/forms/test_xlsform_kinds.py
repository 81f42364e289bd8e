"""The kinds of an XLSForm and what each is told: read, or refused with the place."""

from datetime import date, datetime

import pytest

from consult.vocabulary import LANGUAGES
from forms.definitions import from_dict, to_dict
from forms.expressions.contexts import Context, Moment
from forms.expressions.evaluating import evaluate
from forms.expressions.parsing import parse
from forms.expressions.quoting import find_text, quote_text
from forms.flow.reaching import reach
from forms.kinds import get_handler
from forms.xlsform.other import WORDS
from tests.factories.xlsform_tables import error_codes, places

LISTS = "list_name | name | label::English (en) | label::Arabic (ar)\nyn | yes | Yes | نعم\nyn | no | No | لا"
NOON = Moment(date(2026, 3, 27), datetime.fromisoformat("2026-03-27T12:00"))


def test_reading__new_kinds__are_questions_of_theirs(read_form):
    reading = read_form(
        survey="""
        type        | name | label | parameters
        decimal     | a    | A?    |
        range       | b    | B?    | start=0 end=1 step=0.25
        range       | c    | C?    |
        time        | d    | D?    |
        dateTime    | e    | E?    |
        datetime    | f    | F?    |
        rank yn     | g    | G?    |
        acknowledge | h    | H     |
        trigger     | i    | I     |
        """,
        choices="list_name | name | label\nyn | yes | Yes\nyn | no | No",
    )
    assert error_codes(reading) == []
    asked = reading.questionnaire.questions()
    kinds = [
        "decimal",
        "range",
        "range",
        "time",
        "dateTime",
        "dateTime",
        "rank",
        "acknowledge",
        "acknowledge",
    ]
    assert [one.kind for one in asked] == kinds
    assert asked[1].parameters == {"start": "0", "end": "1", "step": "0.25"}
    assert asked[2].parameters == {"start": "1", "end": "10", "step": "1"}
    assert len(asked[6].choices) == 2
    assert from_dict(to_dict(reading.questionnaire)) == reading.questionnaire


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("range | a | A? | start=5 end=1 |", "F285", "parameters"),
        ("range | a | A? | start=few |", "F285", "parameters"),
        ("range | a | A? | step=0 |", "F285", "parameters"),
        ("range | a | A? | start 0 |", "F283", "parameters"),
        ("range | a | A? | end=5 | 7", "F282", "default"),
        ("integer | a | A? | | many", "F282", "default"),
        ("date | a | A? | | 31/2/2026", "F282", "default"),
        ("select_one yn | a | A? | | maybe", "F282", "default"),
        ("rank yn | a | A? | | yes yes", "F282", "default"),
    ],
)
def test_refusal__what_a_kind_is_told__has_its_place(read_form, row, code, column):
    reading = read_form(
        survey=f"type | name | label | parameters | default\n{row}",
        choices="list_name | name | label\nyn | yes | Yes\nyn | no | No",
    )
    assert error_codes(reading) == [code]
    assert places(reading, code) == [("survey", 2, column)]


@pytest.mark.parametrize("said", ["randomize=true", "randomize=true seed=4", "rows=4"])
def test_reading__parameters_that_are_not_followed__are_said(read_form, said):
    reading = read_form(
        survey=f"type | name | label | parameters\nselect_one yn | a | A? | {said}",
        choices="list_name | name | label\nyn | yes | Yes",
    )
    assert len(places(reading, "F284")) == said.count("=")
    assert reading.questionnaire.get_question("a").parameters == {}


def test_reading__default_that_stands_fast__is_kept(read_form):
    reading = read_form(
        survey="""
        type          | name | label | default
        text          | a    | A?    | none so far
        date          | b    | B?    | 2026-03-27
        select_one yn | c    | C?    | yes
        decimal       | d    | D?    | 2.50
        note          | e    | E     | x
        """,
        choices="list_name | name | label\nyn | yes | Yes",
    )
    assert error_codes(reading) == []
    assert [one.default for one in reading.questionnaire.questions()] == [
        "none so far",
        "2026-03-27",
        "yes",
        "2.50",
    ]
    assert places(reading, "F318") == [("survey", 6, "default")]


@pytest.mark.parametrize("default", ["today()", "${b} + 1", "1 + 1"])
def test_reading__default_that_is_worked_out__is_left_out_and_said(read_form, default):
    reading = read_form(
        survey=f"type | name | label | default\ntext | a | A? | {default}\ninteger | b | B? |"
    )
    assert reading.questionnaire.get_question("a").default == ""
    assert places(reading, "F281") == [("survey", 2, "default")]


def test_reading__hidden_value__is_seen_by_expressions_and_by_nobody_else(read_form):
    reading = read_form(
        survey="""
        type   | name   | label | default  | calculation | relevant
        hidden | wave   |       | spring   |             |
        hidden | double |       |          | ${n} * 2    |
        hidden | blank  |       |          |             |
        integer | n     | N?    |          |             |
        text   | a      | A?    |          |             | ${wave} = 'spring' and ${blank} = ''
        text   | b      | B?    |          |             | ${double} > 5
        """
    )
    assert error_codes(reading) == []
    form = reading.questionnaire
    assert [(one.id, one.is_hidden) for one in form.calculations] == [
        ("wave", True), ("double", True), ("blank", True),
    ]  # fmt: skip
    assert find_text(form.calculations[0].expression) == "spring"
    assert [one.id for one in form.questions()] == ["n", "a", "b"]
    assert [one.id for one in reach(form, {"n": 2}, NOON).form.questions()] == ["n", "a"]
    assert [one.id for one in reach(form, {"n": 3}, NOON).form.questions()] == ["n", "a", "b"]
    assert from_dict(to_dict(form)) == form


@pytest.mark.parametrize("text", ["", "a", "it's", 'so "called"', 'it\'s “so” ‘x’ "called"', "''", "”"])
def test_quoting__any_text__is_an_expression_of_that_value(text):
    assert evaluate(parse(quote_text(text)), Context(NOON)) == text


def test_reading__or_other__adds_a_choice_and_its_question_in_every_language(read_form):
    reading = read_form(
        survey="""
        type                    | name | label::English (en) | label::Arabic (ar) | government_question
        select_one yn or_other  | a    | A?                  | أ؟                 | 4
        select_one yn           | b    | B?                  | ب؟                 |
        """,
        choices=LISTS,
    )
    assert error_codes(reading) == []
    assert places(reading, "F232") == [("survey", 2, "type")]
    form = reading.questionnaire
    assert [choice.name for choice in form.get_question("a").choices] == ["yes", "no", "other"]
    assert form.get_question("a").choices[-1].label == {"en": "Other", "ar": "غير ذلك"}
    assert [choice.name for choice in form.get_question("b").choices] == ["yes", "no"]
    further = form.get_question("a_other")
    assert (further.kind, further.label["ar"], further.government_questions) == (
        "text",
        WORDS["ar"][1],
        ("4",),
    )
    assert [one.id for one in reach(form, {"a": "yes"}, NOON).form.questions()] == ["a", "b"]
    assert [one.id for one in reach(form, {"a": "other"}, NOON).form.questions()] == ["a", "a_other", "b"]


def test_reading__or_other_with_a_filter__is_always_offered(read_form):
    reading = read_form(
        survey="type | name | label | choice_filter\nselect_multiple l or_other | a | A? | area = 'n'",
        choices="list_name | name | label | area\nl | x | X | n\nl | y | Y | s",
    )
    form = reading.questionnaire
    offered = reach(form, {}, NOON).find_page("a").questions[0].choices
    assert [one.name for one in offered] == ["x", "other"]
    assert form.get_question("a").choices[-1].label == {"en": "Other"}


def test_refusal__or_other_beside_a_row_of_its_name__has_its_place(read_form):
    reading = read_form(
        survey="type | name | label\nselect_one l or_other | a | A?\ntext | a_other | What?",
        choices="list_name | name | label\nl | x | X",
    )
    assert error_codes(reading) == ["F286"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("date | x | When?\ninteger | x-day | How many?", "x-day"),
        ("integer | x-minute | How many?\ntime | x | When?", "x-minute"),
        ("rank l | x | Order?\ntext | x-older | Who?", "x-older"),
        ("rank l | x-b | Order?\nrank m | x | Order?", "x-b-older"),
    ],
)
def test_refusal__inputs_of_two_rows_with_one_name__has_its_place(read_form, rows, found):
    reading = read_form(
        survey=f"type | name | label\n{rows}",
        choices="list_name | name | label\nl | older | Older\nm | b-older | Older",
    )
    assert error_codes(reading) == ["F287"]
    told = next(one for one in reading.problems if one.code == "F287")
    assert found in told.message and told.row in (2, 3) and "another name" in told.remedy


def test_reading__rows_with_hyphens_whose_inputs_differ__is_taken(read_form):
    reading = read_form(
        survey="type | name | label\ndate | x | When?\ninteger | x-days | How many?\ntext | y-day | ?"
    )
    assert error_codes(reading) == []


def test_other__every_language_of_the_product__has_its_words():
    assert set(WORDS) == set(LANGUAGES)


@pytest.mark.parametrize("look", ["table-list", "field-list table-list"])
def test_reading__table_of_questions__is_one_page_that_knows_it(read_form, look):
    reading = read_form(
        survey=f"""
        type          | name | label | appearance
        begin_group   | g    | How?  | {look}
        select_one yn | a    | A?    |
        select_one yn | b    | B?    |
        end_group     |      |       |
        text          | c    | C?    |
        """,
        choices="list_name | name | label\nyn | yes | Yes",
    )
    assert [(page.id, page.appearance) for page in reading.questionnaire.pages] == [
        ("g", "table-list"),
        ("c", ""),
    ]
    assert from_dict(to_dict(reading.questionnaire)) == reading.questionnaire


@pytest.mark.parametrize(
    ("kind", "answer", "condition", "holds"),
    [
        ("decimal", "2.50", "${q} = 2.5", True),
        ("decimal", "10.1", "${q} > 9", True),
        ("range", "0.3", "${q} >= 0.3", True),
        ("time", "09:30", "${q} < '12:00'", True),
        ("time", "14:30", "${q} < '12:00'", False),
        ("dateTime", "2026-03-27T14:30", "${q} > date('2026-03-27')", True),
        ("dateTime", "2026-03-27T14:30", "int(${q}) = int(date('2026-03-27'))", True),
        ("acknowledge", "OK", "${q} = 'OK'", True),
        ("rank", ["no", "yes"], "selected-at(${q}, 0) = 'no'", True),
        ("rank", ["no", "yes"], "count-selected(${q}) = 1", False),
    ],
)
def test_expressions__each_kind__sees_its_value(read_form, kind, answer, condition, holds):
    written = "rank yn" if kind == "rank" else kind
    reading = read_form(
        survey=f"""
        type | name | label | relevant | parameters
        {written} | q | Q? | | {"start=0 end=1 step=0.1" if kind == "range" else ""}
        text | then | Then? | {condition} |
        """,
        choices="list_name | name | label\nyn | yes | Yes\nyn | no | No",
    )
    form = reading.questionnaire
    assert get_handler(kind).is_valid(answer, form.get_question("q"))
    asked = [one.id for one in reach(form, {"q": answer}, NOON).form.questions()]
    assert ("then" in asked) is holds
