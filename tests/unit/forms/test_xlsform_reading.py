"""XLSForm files that can be read, and what becomes of them."""

import pytest

from forms.definitions import Choice
from tests.factories.xlsform_tables import error_codes, places

CHOICES = """
list_name | name  | label::English | label::Arabic
yn        | yes   | Yes                 | نعم
yn        | no    | No                  | لا
"""
SURVEY = """
type | name | label::English | label::Arabic | hint::English | required | appearance | government_question
note | intro | Welcome | أهلا | | | |
begin_group | home | Your home | منزلك | | | |
select_one yn | enough | Is it enough? | هل يكفي؟ | | yes | | 1, 2a
text | why | Why? | لماذا؟ | In your own words | no | multiline | 2a 3
end_group | | | | | | |
begin group | you | You | أنت | | | field-list |
integer | people | How many people? | كم عددكم؟ | | | |
date | since | Since when? | منذ متى؟ | | | |
end group | | | | | | |
select_multiple yn | which | Which? | أيها؟ | | | |
note | bye | Thank you | شكرا | | | |
"""
SETTINGS = """
form_title | form_id | default_language
Housing    | house 1 | English
"""


@pytest.fixture
def reading(read_form):
    return read_form(survey=SURVEY, choices=CHOICES, settings=SETTINGS)


def test_reading__whole_form__has_pages_titles_and_languages(reading):
    form = reading.questionnaire
    assert (form.id, form.title, form.languages) == ("house-1", {"en": "Housing"}, ("en", "ar"))
    assert [(page.id, page.title.get("en"), [q.id for q in page.questions]) for page in form.pages] == [
        ("enough", "Your home", ["intro", "enough"]),
        ("why", "Your home", ["why"]),
        ("you", "You", ["people", "since"]),
        ("which", None, ["which"]),
        ("bye", None, ["bye"]),
    ]


def test_reading__question__keeps_all_that_is_written(reading):
    question = reading.questionnaire.get_question("enough")
    assert question.kind == "select_one"
    assert question.required
    assert question.label == {"en": "Is it enough?", "ar": "هل يكفي؟"}
    assert question.choices[0] == Choice("yes", {"en": "Yes", "ar": "نعم"})
    assert question.government_questions == ("1", "2a")
    assert reading.questionnaire.get_question("why").appearance == "multiline"


def test_reading__hint_in_one_language__is_reported_and_read(reading):
    assert places(reading, "F264") == [("survey", 1, "hint")]
    assert reading.questionnaire.get_question("why").hint == {"en": "In your own words"}


def test_reading__plain_headers_with_aliases_spaces_and_capitals__are_known(read_form):
    reading = read_form(
        survey="""
        Type                | Name | Label   | Required | Required Message
        Select One from yn  | a    | A?      | TRUE     | Say it
        string              | b    | B?      | false()  |
        int                 | c    | C?      |          |
        """,
        choices="""
        list name | name | Label
        yn        | 1    | One
        """,
    )
    assert error_codes(reading) == []
    form = reading.questionnaire
    assert [(q.kind, q.required) for q in form.questions()] == [
        ("select_one", True),
        ("text", False),
        ("integer", False),
    ]
    assert form.get_question("a").required_message == {"en": "Say it"}
    assert form.default_language == "en"
    assert places(reading, "F268")


def test_reading__single_colons__are_read_as_languages(read_form):
    reading = read_form(survey="type | name | label:en | label:sw\ntext | a | A? | Je?")
    assert reading.questionnaire.get_question("a").label == {"en": "A?", "sw": "Je?"}
    assert places(reading, "F205") == []


def test_reading__single_colon_among_double_ones__is_read_and_reported(read_form):
    reading = read_form(survey="type | name | label::en | label:sw\ntext | a | A? | Je?")
    assert reading.questionnaire.get_question("a").label == {"en": "A?", "sw": "Je?"}
    assert places(reading, "F205") == [("survey", 1, "label:sw")]


def test_reading__one_cell_untranslated__is_reported_by_cell(read_form):
    reading = read_form(survey="type | name | label::en | label::so\ntext | a | A? | A so?\ntext | b | B? |")
    assert places(reading, "F261") == [("survey", 3, "label::so")]
    assert reading.questionnaire.languages == ("en", "so")


def test_reading__wholly_blank_language__is_left_out_and_said(read_form):
    reading = read_form(survey="type | name | label::en | label::so | hint::so\ntext | a | A? | |")
    assert reading.questionnaire.languages == ("en",)
    assert places(reading, "F263") == [("", 0, "")]
    assert [one.severity for one in reading.problems if one.code == "F263"] == ["dropped"]


def test_reading__blank_column_of_a_live_language__is_reported_once(read_form):
    reading = read_form(
        survey="type | name | label::en | label::so | hint::en | hint::so\ntext | a | A? | A so? | H |",
    )
    assert places(reading, "F262") == [("survey", 1, "hint::so")]


def test_reading__choices_without_a_language_of_the_survey__are_reported(read_form):
    reading = read_form(
        survey="type | name | label::en | label::so\nselect_one l | a | A? | A so?",
        choices="list_name | name | label::en\nl | x | X",
    )
    assert places(reading, "F264") == [("choices", 1, "label")]


def test_reading__text_missing_in_the_default_language__is_reported(read_form):
    reading = read_form(
        survey="type | name | label::en | label::so\ntext | a | A? | A so?\ntext | b | | B so?"
    )
    assert places(reading, "F269") == [("survey", 3, "label::en")]


def test_reading__default_language_written_otherwise__is_understood_and_reported(read_form):
    reading = read_form(
        survey="type | name | label::French (fr) | label::English (en)\ntext | a | A fr? | A?",
        settings="default_language\nEnglish",
    )
    assert reading.questionnaire.default_language == "en"
    assert reading.questionnaire.languages == ("en", "fr")
    assert places(reading, "F267")


def test_reading__kinds_that_follow_people__are_left_out_and_said(read_form):
    rows = [
        "deviceid",
        "phonenumber",
        "username",
        "email",
        "start-geopoint",
        "background-audio",
        "audit",
        "start",
    ]
    survey = "type | name | label\n" + "\n".join(f"{kind} | x{n} |" for n, kind in enumerate(rows))
    reading = read_form(survey=f"{survey}\ntext | a | A?")
    assert [place[1] for place in places(reading, "F224")] == list(range(2, 10))
    assert [question.id for question in reading.questionnaire.questions()] == ["a"]


def test_reading__duplicate_choice_with_the_setting__keeps_the_first(read_form):
    reading = read_form(
        survey="type | name | label\nselect_one l | a | A?",
        choices="list_name | name | label\nl | x | X\nl | x | Y",
        settings="allow_choice_duplicates\nyes",
    )
    assert places(reading, "F255") == [("choices", 3, "name")]
    assert reading.questionnaire.get_question("a").choices == (Choice("x", {"en": "X"}),)


def test_reading__choice_without_label__shows_its_name(read_form):
    reading = read_form(
        survey="type | name | label\nselect_one l | a | A?", choices="list_name | name | label\nl | x |"
    )
    assert reading.questionnaire.get_question("a").choices == (Choice("x", {"en": "x"}),)


def test_reading__notes_and_groups_with_a_name_twice__give_way(read_form):
    reading = read_form(
        survey="""
        type        | name | label | appearance
        begin_group | a    | G     | field-list
        note        | a    | N     |
        text        | a    | A?    |
        end_group   | a    |       |
        """
    )
    assert error_codes(reading) == []
    assert [q.id for q in reading.questionnaire.questions()] == ["a"]


def test_reading__columns_and_sheets_it_does_not_know__are_said_to_be_left_out(read_form):
    reading = read_form(
        survey="type | name | label | theme | lable::so\ntext | a | A? | x | y", lists="a | b\nc | d"
    )
    assert places(reading, "F204") == [("survey", 1, "theme")]
    assert places(reading, "F203") == [("survey", 1, "lable::so")]
    assert places(reading, "F110") == [("lists", 0, "")]


def test_reading__names_of_media_twice_in_one_language__keeps_the_first_and_says_so(read_form):
    reading = read_form(survey="type | name | label | image | image::en\ntext | a | A? | p.png | q.png\n")
    assert places(reading, "F214") == [("survey", 1, "image::en")]
    (question,) = reading.questionnaire.questions()
    assert question.media == {"image": {"en": "p.png"}}


def test_reading__media__are_kept_in_each_language_and_said_not_to_be_shown(read_form):
    reading = read_form(
        survey="""
type         | name | label | media::image | audio::so | big-image
begin_group  | g    | G     | g.png        |           |
select_one l | a    | A?    | p.png        | s.mp3     | b.png
end_group    |      |       |              |           |
""",
        choices="list_name | name | label | image\nl | x | X | x.png",
    )
    assert places(reading, "F207") == [("survey", 2, "media::image")]
    assert places(reading, "F213") == [
        ("choices", 2, "image"),
        ("survey", 3, "audio::so"),
        ("survey", 3, "big-image"),
        ("survey", 3, "media::image"),
    ]
    (question,) = reading.questionnaire.questions()
    assert question.media == {
        "audio": {"so": "s.mp3"},
        "big-image": {"en": "b.png"},
        "image": {"en": "p.png"},
    }
    assert question.choices[0].media == {"image": {"en": "x.png"}}


def test_reading__formatting_marks__are_reported(read_form):
    reading = read_form(survey="type | name | label | hint\ntext | a | <b>A</b>? | 2 < 3 and 4 > 3")
    assert places(reading, "F241") == [("survey", 2, "label")]
