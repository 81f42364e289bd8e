"""A questionnaire on paper: numbers, places for answers, conditions that can be followed with a pencil."""

import pytest

from forms.definitions import KINDS, Choice, ConditionalGroup, Page, Question, Questionnaire
from forms.handlers.base import Handler
from forms.kinds import get_handler
from forms.paper import words
from forms.paper.blanks import Shape
from forms.paper.conditions import END, ISOLATE, tell_condition
from forms.paper.sheets import MOST_CHOICES, Asked, list_plain_section, list_sections, number_questions
from forms.wording import Wording

ENGLISH = Wording("en", "en", "en", str)
ARABIC = Wording("ar", "en", "en", str)
RENTS = Choice("rents", {"en": "Rents", "ar": "الإيجارات"})
JOBS = Choice("jobs", {"en": "Jobs"})
PRESSURE = Question("pressure", "select_one", {"en": "Pressure?"}, choices=(RENTS, JOBS))
ALSO = Question("also", "select_multiple", {"en": "Also?"}, choices=(RENTS, JOBS))
HOMES = Question("homes", "integer", {"en": "Homes?"})
NOTE = Question("hello", "note", {"en": "Hello"})
MORE = Question("more", "text", {"en": "More?"}, appearance="multiline")


def make_form(*questions: Question, groups: tuple[ConditionalGroup, ...] = ()) -> Questionnaire:
    return Questionnaire("f", {"en": "F"}, ("en", "ar"), "en", (Page("p", {}, questions),), groups)


def lay_out(*questions: Question, wording: Wording = ENGLISH) -> tuple[Asked, ...]:
    [section] = list_sections(make_form(*questions), wording)
    return section.asked


def tell(expression: str) -> list[str]:
    numbered = number_questions(make_form(PRESSURE, ALSO, HOMES, MORE).pages)
    told = tell_condition(expression, numbered, ENGLISH)
    return [text.replace(ISOLATE, "").replace(END, "") for text in (told.lead, *told.points)]


def test_numbers__of_questions__leave_notes_out() -> None:
    assert [one.number for one in lay_out(PRESSURE, NOTE, HOMES)] == [1, 0, 2]


def test_codes__beside_questions__are_their_ids_and_notes_have_none() -> None:
    assert [one.code for one in lay_out(PRESSURE, NOTE)] == ["pressure", ""]


@pytest.mark.parametrize(
    ("question", "shape", "lines"),
    [
        (PRESSURE, Shape.ONE_OF, 0),
        (ALSO, Shape.ANY_OF, 0),
        (HOMES, Shape.LINES, 1),
        (MORE, Shape.LINES, 10),
        (NOTE, Shape.NOTHING, 0),
        (Question("when", "date"), Shape.PARTS, 0),
        (Question("at", "dateTime"), Shape.PARTS, 0),
        (Question("hour", "time"), Shape.PARTS, 0),
        (Question("rate", "decimal"), Shape.LINES, 1),
        (Question("seen", "acknowledge"), Shape.ANY_OF, 0),
        (Question("order", "rank", choices=(RENTS, JOBS)), Shape.RANKED, 0),
    ],
)
def test_place_for_an_answer__of_each_kind__fits_it(question: Question, shape: Shape, lines: int) -> None:
    [asked] = lay_out(question)
    assert (asked.blank.shape, asked.blank.lines) == (shape, lines)


def test_parts__of_a_moment__are_named() -> None:
    [asked] = lay_out(Question("at", "dateTime"))
    assert asked.parts == ("Day", "Month", "Year", "Hour", "Minute")


def test_range__on_paper__says_its_bounds() -> None:
    [asked] = lay_out(Question("far", "range", parameters={"start": "1", "end": "5", "step": "1"}))
    assert "1" in asked.texts[-1][0] and "5" in asked.texts[-1][0] and "%" not in asked.texts[-1][0]


@pytest.mark.parametrize("kind", [one for one in KINDS if one not in ("text", "note")])
def test_place_for_an_answer__of_every_other_kind__is_its_own(kind: str) -> None:
    assert type(get_handler(kind)).leave_blank is not Handler.leave_blank


def test_choices__too_many_to_print__leave_a_line_and_say_where_the_list_is() -> None:
    many = tuple(Choice(f"c{n}", {"en": f"Choice {n}"}) for n in range(MOST_CHOICES + 1))
    [asked] = lay_out(Question("place", "select_one", {"en": "Place?"}, choices=many))
    assert (asked.choices, asked.blank.shape) == ((), Shape.LINES)
    assert asked.texts[-1][0] == words.TOO_MANY_CHOICES % {"count": str(MOST_CHOICES + 1)}


def test_texts__missing_in_a_language__keep_their_own() -> None:
    [asked] = lay_out(PRESSURE, wording=ARABIC)
    assert asked.choices == (("الإيجارات", "ar"), ("Jobs", "en"))
    assert asked.label == ("Pressure?", "en")


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("${pressure} = 'rents'", "at question 1 you chose “Rents”"),
        ("'rents' = ${pressure}", "at question 1 you chose “Rents”"),
        ("${pressure} != 'rents'", "at question 1 you did not choose “Rents”"),
        ("selected(${also}, 'jobs')", "at question 2 you chose “Jobs”"),
        ("not(selected(${also}, 'jobs'))", "at question 2 you did not choose “Jobs”"),
        ("not(not(${pressure} = 'jobs'))", "at question 1 you chose “Jobs”"),
        ("${more} != ''", "you answered question 4"),
        ("${more} = ''", "you did not answer question 4"),
        ("${homes} > 3", "your answer to question 3 is more than 3"),
        ("3 < ${homes}", "your answer to question 3 is more than 3"),
        ("not(${homes} > 3)", "your answer to question 3 is 3 or less"),
        ("${homes} >= 2.5", "your answer to question 3 is 2.5 or more"),
        ("${homes} < 2", "your answer to question 3 is less than 2"),
        ("${homes} = 2", "your answer to question 3 is 2"),
        ("${more} != 'no'", "your answer to question 4 is not no"),
    ],
)
def test_condition__with_one_part__is_a_sentence(expression: str, told: str) -> None:
    assert tell(expression) == [words.ANSWER_IF % {"condition": told}]


def test_condition__with_several_parts__says_whether_all_or_one() -> None:
    both = ["at question 1 you chose “Rents”", "you answered question 4"]
    assert tell("${pressure} = 'rents' and ${more} != ''") == [words.ANSWER_IF_ALL, *both]
    assert tell("${pressure} = 'rents' or ${more} != ''") == [words.ANSWER_IF_ANY, *both]


@pytest.mark.parametrize(
    "expression",
    [
        "string-length(${more}) > 4",
        "${homes} + 1 > 3",
        "${homes} > ${homes}",
        "${gone} = 1",
        "(${homes} = 1 or ${homes} = 2) and ${more} != ''",
        "${homes} = 1 = 1",
        "true()",
        "${homes}",
    ],
)
def test_condition__too_hard_for_a_sentence__is_left_to_the_person(expression: str) -> None:
    assert tell(expression) == [words.ANSWER_IF_IT_APPLIES]


def test_condition__of_the_groups_round_a_question__comes_before_its_own() -> None:
    groups = (ConditionalGroup("outer", "${homes} > 1"), ConditionalGroup("inner", "${homes} > 2", "outer"))
    asked = Question("why", "text", {"en": "Why?"}, relevant="${homes} > 3", group_id="inner")
    [section] = list_sections(make_form(HOMES, asked, groups=groups), ENGLISH)
    leads = [told.lead for told in section.asked[1].conditions]
    assert [lead[-len(END) - 1] for lead in leads] == ["1", "2", "3"]


def test_section_of_ours__who_answers__has_neither_numbers_nor_codes() -> None:
    section = list_plain_section(Page("who", {"en": "Who"}, (MORE,)), ENGLISH)
    assert [(one.number, one.code) for one in section.asked] == [(0, "")]
    assert section.heading == ("Who", "en")
