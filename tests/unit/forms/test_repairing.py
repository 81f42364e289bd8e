"""Forms that cannot be read as they are, and what is left of them after the repairs agreed to."""

import pytest
from openpyxl import Workbook

from forms.definitions import digest
from forms.errors import FormsError
from forms.repairing.carrying import pack, pack_opened, unpack, unpack_opened
from forms.repairing.extents import Extent
from forms.repairing.plans import find_offers
from forms.repairing.repairing import repair
from forms.xlsform.reader import open_xlsform, read_opened
from tests.factories.xlsform_tables import error_codes, write_xlsx

HEAD = "type | name | label | relevant | constraint | required | calculation | choice_filter | read_only\n"
LISTS = "list_name | name | label\nyn | yes | Yes\nyn | no | No"


@pytest.fixture
def mend(tmp_path):
    """Return a function that writes tables, and repairs the form they make as far as is said."""

    def act(extent, reserved_names=(), **tables):
        opened = open_xlsform(write_xlsx(tmp_path / "form.xlsx", **tables))
        return repair(opened, extent, reserved_names=reserved_names)

    return act


def names(repaired):
    return [one.id for one in repaired.reading.questionnaire.questions()]


def done(repaired, code):
    return [(one.row, one.column, one.remedy) for one in repaired.repairs if one.code == code]


# Survey, what the questions are called afterwards, the code, the row and column, what was done.
CORRECTED = {
    "reserved": ("text | meta | A?", ["meta_2"], "F227", 2, "name", "“meta_2”"),
    "a space": ("text | my name | A?", ["my_name"], "F226", 2, "name", "“my_name”"),
    "a digit first": ("text | 1a | A?", ["q_1a"], "F226", 2, "name", "“q_1a”"),
    "no letters": ("text | ??? | A?", ["question_row_2"], "F226", 2, "name", "“question_row_2”"),
    "too long": (f"text | {'n' * 70} | A?", ["n" * 56], "F226", 2, "name", "n" * 56),
    "none": ("text | | A?", ["question_row_2"], "F225", 2, "name", "“question_row_2”"),
    "twice": ("text | a | A?\ntext | a | B?", ["a", "a_2"], "F228", 3, "name", "“a_2”"),
    "no end of a group": ("begin_group | g | G\ntext | a | A?", ["a"], "F237", 2, "type", "row 4"),
    "an end too many": ("text | a | A?\nend_group", ["a"], "F238", 3, "type", "left out"),
    "neither yes nor no": ("text | a | A? | | | T", ["a"], "F233", 2, "required", "No answer"),
    "an answer in a text": ("text | a | A?\ntext | b | Dear ${a}, b?", ["a", "b"], "F235", 3, "label", "…"),
    "a broken text": ("text | a | A ${a b", ["a"], "F236", 2, "label", "…"),
    "a start value": ("text | a | A? | | | | 1 + 1", ["a"], "F313", 2, "calculation", "empty"),
    "a filter": ("text | a | A? | | | | | x = 1", ["a"], "F315", 2, "choice_filter", "empty"),
    "a note to read": ("text | a | A?\nnote | n | N | | | | | | yes", ["a"], "F206", 3, "read_only", "empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", CORRECTED)
def test_repair__that_corrects__keeps_every_question_and_says_what_was_done(mend, case):
    survey, kept, code, row, column, said = CORRECTED[case]
    repaired = mend(Extent.CORRECT, survey=HEAD + survey)
    assert repaired.reading.is_importable, repaired.reading.problems
    assert names(repaired) == kept
    assert [(found[0], found[1], said in found[2]) for found in done(repaired, code)] == [(row, column, True)]


def test_repair__of_a_name__follows_it_into_expressions_and_texts(mend):
    rows = ["text | 1a | A?", "text | b | B? | ${1a} > 17 and ../1a != ''", "text | c | C? | ${ 1a } = 3"]
    made = mend(Extent.CORRECT, survey=HEAD + "\n".join(rows)).reading.questionnaire
    assert [one.relevant for one in made.questions()] == [
        "",
        "${q_1a} > 17 and ../q_1a != ''",
        "${ q_1a } = 3",
    ]


def test_repair__of_a_name__avoids_those_that_tables_have_and_those_in_use(mend):
    survey = "text | language | A?\ntext | language_2 | B?\ntext | row | C?"
    repaired = mend(Extent.CORRECT, ["language", "row", "row_2"], survey=HEAD + survey)
    assert names(repaired) == ["language_3", "language_2", "row_3"]


def test_repair__of_choices__names_them_apart_and_leaves_out_what_is_the_same(mend):
    choices = """
list_name | name | label | region
l | a | A | 1
l | a | A | 1
l | a | A | 2
l | a b | AB | 1
l |  | Say so | 1
  | z | Z | 1
"""
    survey = HEAD + "select_one l | q | Q? | | | | | region = '1'"
    made = mend(Extent.CORRECT, survey=survey, choices=choices).reading.questionnaire
    assert [one.name for one in made.get_question("q").choices] == ["a", "a_2", "a_b", "Say_so"]


def test_repair__of_choices_that_may_be_double__loses_none_that_differ(mend):
    choices = "list_name | name | label\nl | a | A\nl | a | Another"
    survey, settings = "type | name | label\nselect_one l | q | Q?", "allow_choice_duplicates\nyes"
    repaired = mend(Extent.CORRECT, survey=survey, choices=choices, settings=settings)
    assert [one.name for one in repaired.reading.questionnaire.get_question("q").choices] == ["a", "a_2"]


TWO = "type | name | label::"
ONE = "type | name | label::en\ntext | a | A?"
HEADERS = {
    "a spelling mistake": (f"{TWO}Englsh | label::fr\ntext | a | A? | B?", "", {"en", "fr"}, "F265"),
    "no language": (f"{TWO}fr | label::Qqqq\ntext | a | A? | B?", "", {"fr"}, "F265"),
    "twice": (f"{TWO}en | label::English (en)\ntext | a | A? | B?", "", {"en"}, "F202"),
    "a default of none": (ONE, "default_language\nfr", {"en"}, "F266"),
    "an unclear default": (ONE, "default_language\nQqqq", {"en"}, "F265"),
    "a blank default": (f"{TWO}en | label::fr\ntext | a | | B?", "", {"fr"}, "F270"),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADERS)
def test_repair__of_languages__leaves_those_that_are_clear(mend, case):
    survey, settings, languages, code = HEADERS[case]
    repaired = mend(Extent.CORRECT, survey=survey, **({"settings": settings} if settings else {}))
    assert set(repaired.reading.questionnaire.languages) == languages
    assert code in {one.code for one in repaired.repairs}


def test_repair__without_names_or_lists_of_labels__makes_them_up(mend):
    repaired = mend(
        Extent.CORRECT,
        survey="type | label\nselect_one l | Q?",
        choices="list_name | name\nl | a",
    )
    (question,) = repaired.reading.questionnaire.questions()
    assert (question.id, question.choices[0].label) == ("question_row_2", {"en": "a"})


LEFT_OUT = {
    "unknown": "qqq | x | X?",
    "not yet": "begin_repeat | x | X?",
    "not supported": "geopoint | x | X?",
    "no type": " | x | X?",
    "no list": "select_one nowhere | x | X?",
    "no label": "text | x | ",
    "a trigger": "text | x | X? | | | | | | yes",
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_rest__with_a_row_that_cannot_be_read__goes_without_it_only_when_asked(mend, case):
    survey = HEAD + f"text | a | A?\n{LEFT_OUT[case]}\ntext | b | B? | ${{x}} != ''\ntext | c | C?"
    corrected = mend(Extent.CORRECT, survey=survey)
    assert not corrected.reading.is_importable
    assert Extent.REST in find_offers(corrected.reading.problems)
    rest = mend(Extent.REST, survey=survey)
    assert names(rest) == ["a", "c"]
    assert {(one.row, one.remedy) for one in rest.repairs} >= {(n, "The row was left out.") for n in (3, 4)}
    assert names(mend(Extent.ALWAYS, survey=survey)) == ["a", "b", "c"]


def test_rest__of_what_names_what_is_left_out__goes_to_the_end_of_the_chain(mend):
    rows = [f"calculate | c{n} | | | | | ${{c{n - 1}}} + 1" for n in range(1, 150)]
    survey = HEAD + "\n".join(
        ["text | a | A?", "geopoint | c0 | Where?", *rows, "text | z | Z? | ${c149} > 1"]
    )
    repaired = mend(Extent.REST, survey=survey)
    assert (names(repaired), repaired.reading.questionnaire.calculations) == (["a"], ())
    assert len(repaired.repairs) == 151


def test_rest__of_a_group_whose_condition_is_broken__goes_with_what_is_in_it(mend):
    survey = """
begin_group | g | G | ${nobody} = 1
begin_group | h | H
text | b | B?
end_group
end_group
text | c | C?
"""
    survey = HEAD + "text | a | A?" + survey
    assert names(mend(Extent.REST, survey=survey)) == ["a", "c"]
    always = mend(Extent.ALWAYS, survey=survey)
    assert (names(always), always.reading.questionnaire.groups) == (["a", "b", "c"], ())
    assert done(always, "F308") == [(3, "relevant", "The condition was left out: it is always asked.")]


def test_rest__of_rows_that_repeat__goes_as_a_whole(mend):
    survey = HEAD + "text | a | A?\nbegin_repeat | r | R\ntext | b | B?\nend_repeat\ntext | c | C? | ${b} = 1"
    repaired = mend(Extent.REST, survey=survey)
    assert names(repaired) == ["a"]
    assert [one.row for one in repaired.repairs] == [3, 4, 5, 6]


@pytest.mark.parametrize(
    "expression", ["((. > 1", "nothere() = 1", "${a} = ${nobody}", "${a} = b", "position(..) = 1"]
)
def test_always__with_an_expression_that_cannot_be_read__asks_without_it(mend, expression):
    survey = HEAD + f"text | a | A?\ntext | b | B? | {expression}\ntext | c | C? | | {expression}"
    assert names(mend(Extent.REST, survey=survey)) == ["a"]
    always = mend(Extent.ALWAYS, survey=survey)
    assert [(one.id, one.relevant, one.constraint) for one in always.reading.questionnaire.questions()] == [
        (name, "", "") for name in "abc"
    ]


def test_rest__of_values_that_wait_for_each_other__comes_to_an_end(mend):
    survey = HEAD + "text | a | A?\ncalculate | b | | | | | ${c}\ncalculate | c | | | | | ${b}"
    assert names(mend(Extent.REST, survey=survey)) == ["a"]


def test_repair__of_a_form_that_is_sound__changes_nothing(mend, read_form):
    survey = HEAD + "select_one yn | a | A?\ntext | b | B? | ${a} = 'yes'"
    repaired = mend(Extent.ALWAYS, survey=survey, choices=LISTS)
    assert repaired.repairs == ()
    assert digest(repaired.reading.questionnaire) == digest(
        read_form(survey=survey, choices=LISTS).questionnaire
    )


def test_repair__where_only_a_person_knows__leaves_the_problem(mend):
    repaired = mend(Extent.ALWAYS, survey="name | label\na | A?")
    assert (repaired.repairs, error_codes(repaired.reading)[0]) == ((), "F201")
    assert find_offers(repaired.reading.problems) == ()


def test_repair__of_no_file__reports_as_before(tmp_path):
    repaired = repair(open_xlsform(tmp_path / "none.xlsx"), Extent.ALWAYS)
    assert error_codes(repaired.reading) == ["F101"]


def test_sheets__carried_by_a_page__are_the_same_again(tmp_path):
    path = write_xlsx(tmp_path / "form.xls", survey=HEAD + "geopoint | x | Où?\ntext | a | ما?")
    opened = open_xlsform(path)
    carried = unpack_opened(pack_opened(opened))
    assert [one.code for one in carried.problems] == ["F108"]
    assert carried == opened
    assert read_opened(carried) == read_opened(opened)


def test_sheets__with_a_remark_on_a_cell__keep_it_when_carried(tmp_path):
    book = Workbook()
    book.active.title = "survey"
    for row in (["type", "name", "label"], ["text", "a", "A?"], ["text", "b", "=A1"]):
        book.active.append(row)
    book.save(tmp_path / "f.xlsx")
    carried = unpack_opened(pack_opened(open_xlsform(tmp_path / "f.xlsx")))
    assert error_codes(read_opened(carried)) == ["F209", "F229"]


@pytest.mark.parametrize(
    "text",
    ["", "x", "é", "eJw", pack({}), pack([1, 2, 3, 4, 5]), pack(["n", "s", [], [["a", [[1, [2]]]]], []])],
)
def test_sheets__that_were_tampered_with__are_refused_by_code(text):
    with pytest.raises(FormsError, match="F001"):
        unpack_opened(text)


def test_unpack__of_what_would_fill_the_memory__is_refused():
    with pytest.raises(FormsError, match="F001"):
        unpack(pack(" " * 70_000_000))
