"""The form of a page: shown, checked, read, with every language marked."""

import re

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from werkzeug.datastructures import MultiDict

from forms.builder import build_form, error_summary, field_name, stored_data
from forms.definitions import Choice, Page, Question

CHOICES = (Choice("yes", {"en": "Yes", "ar": "نعم"}), Choice("no", {"en": "No <b>"}))
NOTE = Question("intro", "note", {"en": "Read <this>\n\nfirst", "ar": "اقرأ"}, {"en": "A hint"})
ONE_OF_EACH = (
    Question("t", "text", {"en": "Text?", "ar": "نص؟"}, {"en": "Say more"}, required=True),
    Question("l", "text", {"en": "Long?"}, appearance="multiline"),
    Question("i", "integer", {"en": "How many?"}),
    Question("d", "date", {"en": "When?", "ar": "متى؟"}, required=True),
    Question("o", "select_one", {"en": "One?"}, choices=CHOICES, required=True),
    Question("p", "select_one", {"en": "Place?"}, choices=CHOICES, appearance="minimal"),
    Question("m", "select_multiple", {"en": "Many?"}, choices=CHOICES),
    Question("c", "decimal", {"en": "How much?"}),
    Question("s", "range", {"en": "How well?"}, parameters={"start": "0", "end": "5", "step": "0.5"}),
    Question("w", "range", {"en": "How far?"}, parameters={"start": "0", "end": "100", "step": "1"}),
    Question("h", "time", {"en": "What time?"}, required=True),
    Question("z", "dateTime", {"en": "When exactly?"}, required=True),
    Question("r", "rank", {"en": "In which order?"}, choices=CHOICES),
    Question("k", "acknowledge", {"en": "I have read it"}, required=True),
)
ENVIRONMENT = Environment(
    loader=ChoiceLoader(
        [
            FileSystemLoader("templates"),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    ),
    autoescape=True,
)


def make_form(*questions, typed=None, language="en", answers=None, title=None, **options):
    page = Page("page", title or {}, questions)
    form_class = build_form(
        page,
        language=language,
        default_language="en",
        translate=options.pop("translate", str),
        **options,
    )
    formdata = None if typed is None else MultiDict(typed)
    return form_class(formdata, data=stored_data(page, answers or {}), meta={"csrf": False})


def render(form):
    shown = [ENVIRONMENT.get_template(part.template).render(part=part) for part in form.parts()]
    return re.sub(r"\s+", " ", " ".join(shown))


def test_form__one_question__is_the_heading_of_the_page():
    html = render(make_form(NOTE, ONE_OF_EACH[0]))
    assert html.count("<h1") == 1
    assert re.search(
        r'<h1 class="govuk-label-wrapper"> <label class="govuk-label govuk-label--l" for="q_t">', html
    )


def test_form__several_questions__leave_the_heading_to_the_page():
    form = make_form(*ONE_OF_EACH, title={"en": "About you"})
    assert "<h1" not in render(form)
    assert form.heading == ("About you", "en")
    assert form.caption is None


def test_form__one_question_in_a_section__has_the_section_as_caption():
    form = make_form(ONE_OF_EACH[3], title={"en": "About you"})
    assert form.heading is None
    assert form.caption == ("About you", "en")


@pytest.mark.parametrize("question", ONE_OF_EACH, ids=lambda question: question.id)
def test_form__every_kind__never_says_required_and_labels_each_input(question):
    html = render(make_form(question))
    assert "required" not in html
    inputs = re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', html)
    assert inputs
    assert all(f'for="{one}"' in html for one in inputs)
    assert len(set(inputs)) == len(inputs)


@pytest.mark.parametrize("question", ONE_OF_EACH, ids=lambda question: question.id)
def test_form__error__links_to_an_input_and_is_announced_with_it(question):
    typed = {"q_i": "x", "q_p": "x", "q_m": "x", "q_l": "x" * 100_001}
    typed |= {"q_c": "x", "q_s": "9", "q_w": "1.5", "q_r-yes": "3"}
    form = make_form(question, typed=typed)
    assert not form.validate()
    html, summary = render(form), error_summary(form)
    assert len(summary) == 1
    target = summary[0]["href"].removeprefix("#")
    assert re.search(rf'<(input|select|textarea)[^>]* id="{target}"', html)
    assert f'id="q_{question.id}-error"' in html
    assert re.search(rf'aria-describedby="[^"]*q_{question.id}-error', html)
    assert '<span class="govuk-visually-hidden">Error:</span>' in html


def test_form__date_that_does_not_exist__is_kept_and_its_wrong_parts_marked():
    form = make_form(ONE_OF_EACH[3], typed={"q_d-day": "31", "q_d-month": "2", "q_d-year": "2024"})
    assert not form.validate()
    html = render(form)
    assert re.search(r'govuk-input--error" id="q_d-day"[^>]* value="31"', html)
    assert re.search(r'govuk-input--error" id="q_d-month"[^>]* value="2"', html)
    assert not re.search(r'govuk-input--error" id="q_d-year"', html)
    assert form.answers() == {"d": None}


def test_form__date_without_year__links_to_the_year():
    form = make_form(ONE_OF_EACH[3], typed={"q_d-day": "31", "q_d-month": "2", "q_d-year": ""})
    assert not form.validate()
    assert error_summary(form)[0]["href"] == "#q_d-year"


def test_form__text_too_long__keeps_what_was_typed():
    typed = "<" + "x" * 100_000
    form = make_form(ONE_OF_EACH[1], typed={"q_l": typed})
    assert not form.validate()
    assert "100,001" in form["q_l"].errors[0]
    assert "&lt;" + "x" * 100_000 in render(form)


def test_form__good_answers__are_read():
    typed = [("q_t", "a\r\nb"), ("q_i", "٣"), ("q_o", "no"), ("q_m", "no"), ("q_m", "yes")]
    typed += [("q_d-day", "1"), ("q_d-month", "2"), ("q_d-year", "2024")]
    typed += [("q_c", "2,50"), ("q_s", "2.5"), ("q_h-hour", "9"), ("q_h-minute", "05"), ("q_k", "OK")]
    typed += [
        ("q_z-day", "1"),
        ("q_z-month", "2"),
        ("q_z-year", "2024"),
        ("q_z-hour", "9"),
        ("q_z-minute", "05"),
    ]
    typed += [("q_r-no", "1"), ("q_r-yes", "2")]
    form = make_form(*ONE_OF_EACH, typed=typed)
    assert form.validate()
    assert form.answers() == {
        "t": "a\nb",
        "l": None,
        "i": 3,
        "d": "2024-02-01",
        "o": "no",
        "p": None,
        "m": ["yes", "no"],
        "c": "2.50",
        "s": "2.5",
        "w": None,
        "h": "09:05",
        "z": "2024-02-01T09:05",
        "r": ["no", "yes"],
        "k": "OK",
    }


def test_form__stored_answers__are_shown_and_stale_ones_are_not():
    answers = {"t": 'say "x"', "d": "2024-02-01", "o": "gone", "p": "no", "m": ["yes"], "i": 0}
    html = render(make_form(*ONE_OF_EACH, answers=answers))
    assert 'value="say &#34;x&#34;"' in html
    assert re.search(r'id="q_d-month"[^>]* value="2"', html)
    assert re.search(r'id="q_i"[^>]* value="0"', html)
    assert re.search(r'<option value="no" selected', html)
    assert re.findall(r'name="(q_[om])"[^>]* checked', html) == ["q_m"]


def test_form__leading_line_break_in_a_text_area__survives_the_browser():
    html = "".join(
        ENVIRONMENT.get_template(part.template).render(part=part)
        for part in make_form(ONE_OF_EACH[1], answers={"l": "\nx"}).parts()
    )
    assert ">\n\nx</textarea>" in html


def test_form__another_language__marks_what_falls_back():
    html = render(make_form(NOTE, *ONE_OF_EACH, language="ar"))
    assert re.search(r'for="q_t"> نص؟', html)
    assert '<span lang="en" dir="ltr">Say more</span>' in html
    assert '<span lang="en" dir="ltr">How many?</span>' in html
    assert re.search(r'<label[^>]*lang="en" dir="ltr" for="q_o-2"> No &lt;b&gt;', html)
    assert re.search(r'<label class="govuk-label govuk-radios__label" for="q_o"> نعم', html)
    assert re.search(r'<option value="no" lang="en" dir="ltr">', html)
    assert '<p class="govuk-body">اقرأ</p>' in html
    assert '<p class="govuk-body"><span lang="en" dir="ltr">A hint</span></p>' in html


def test_form__note__is_escaped_paragraphs():
    html = render(make_form(NOTE))
    assert '<p class="govuk-body">Read &lt;this&gt;</p> <p class="govuk-body">first</p>' in html


def test_form__interface_in_another_language__marks_messages():
    form = make_form(
        ONE_OF_EACH[3], typed={}, language="so", interface_language="ar", translate=lambda _: "خطأ"
    )
    assert not form.validate()
    html = render(form)
    assert '<span lang="ar" dir="rtl">خطأ</span>:</span> <span lang="ar" dir="rtl">خطأ</span>' in html
    assert re.search(r'for="q_d-day"> <span lang="ar" dir="rtl">', html)


def test_form__own_message_for_required__is_shown_in_its_language():
    question = Question("a", "text", {"en": "A?"}, required=True, required_message={"en": "Say it"})
    form = make_form(question, typed={}, language="ar", translate=lambda _: "خطأ")
    assert not form.validate()
    assert error_summary(form)[0]["html"] == '<span lang="en" dir="ltr">Say it</span>'


def test_error_summary__several_questions__name_each():
    form = make_form(*ONE_OF_EACH, typed={})
    assert not form.validate()
    assert [item["href"] for item in error_summary(form)] == [
        "#q_t", "#q_d-day", "#q_o", "#q_h-hour", "#q_z-day", "#q_k",
    ]  # fmt: skip
    assert error_summary(form)[0]["html"].startswith("Text? Answer")


@pytest.mark.parametrize("name", ["data", "errors", "meta", "validate", "csrf_token", "_x", "a.b-c"])
def test_form__name_that_a_form_uses_itself__does_not_clash(name):
    form = make_form(Question(name, "text", {"en": "A?"}), typed={field_name(name): "x"})
    assert form.validate()
    assert form.answers() == {name: "x"}


def test_form__missing_token__says_that_the_page_was_open_too_long():
    app = Flask("test")
    app.secret_key = "not secret"
    page = Page("page", {}, (ONE_OF_EACH[0],))
    with app.test_request_context(method="POST", data={"q_t": "kept"}):
        form = build_form(page, language="en", default_language="en", translate=str)()
        assert not form.validate_on_submit()
        assert "open for too long" in error_summary(form)[0]["html"]
        assert 'value="kept"' in render(form)


@pytest.mark.parametrize("kind", ["range", "time", "dateTime", "rank", "acknowledge"])
def test_form__new_kinds__have_a_legend_and_describe_their_inputs(kind):
    question = next(one for one in ONE_OF_EACH if one.kind == kind and one.id != "w")
    html = render(make_form(question))
    assert "<fieldset" in html and "<legend" in html


def test_form__range_of_many_numbers__is_typed_and_says_its_bounds():
    html = render(make_form(next(one for one in ONE_OF_EACH if one.id == "w")))
    assert "A whole number from 0 to 100" in html
    assert 'inputmode="numeric"' in html and "<fieldset" not in html


def test_form__range_of_few_numbers__is_a_row_of_choices():
    html = render(make_form(next(one for one in ONE_OF_EACH if one.id == "s"), answers={"s": "2.5"}))
    assert html.count('type="radio"') == 11
    assert "A number from 0 to 5, in steps of 0.5" in html
    assert re.search(r'value="2.5" checked', html)


def test_form__rank_with_two_of_one_number__keeps_both_and_marks_them():
    rank = next(one for one in ONE_OF_EACH if one.kind == "rank")
    form = make_form(rank, typed={"q_r-yes": "1", "q_r-no": "1"}, language="ar")
    assert not form.validate()
    html = render(form)
    assert html.count("govuk-input--error") == 2 and html.count('value="1"') == 2
    assert "“نعم” and “No <b>” have the same number" in form["q_r"].errors[0]
    assert "No &lt;b&gt;" in html and "No <b>" not in html


def test_form__default__fills_what_was_never_answered_and_nothing_else():
    asked = Question("c", "decimal", {"en": "How much?"}, default="2.5")
    assert 'value="2.5"' in render(make_form(asked))
    assert 'value="7"' in render(make_form(asked, answers={"c": "7"}))
    assert "2.5" not in render(make_form(asked, answers={"c": None}))
    gone = Question("o", "select_one", {"en": "One?"}, choices=CHOICES, default="gone")
    assert "checked" not in render(make_form(gone))


def test_form__typed_empty_over_a_default__stays_empty():
    asked = Question("c", "decimal", {"en": "How much?"}, default="2.5")
    form = make_form(asked, typed={"q_c": ""})
    assert form.validate() and form.answers() == {"c": None}


def test_form__table_of_questions__is_one_part_whose_inputs_keep_their_labels():
    rows = [Question(name, "select_one", {"en": f"{name}?"}, choices=CHOICES) for name in ("a", "b")]
    other = Question("c", "text", {"en": "Why?"})
    page = Page("p", {"en": "How well?"}, (*rows, other), "table-list")
    form = build_form(page, language="ar", default_language="en", translate=str)(
        MultiDict({"q_a": "gone", "q_b": "no"}), meta={"csrf": False}
    )
    assert not form.validate()
    assert [part.template for part in form.parts()] == ["questions/table.html", "questions/text.html"]
    html = render(form)
    assert html.count("<fieldset") == 2 and html.count('type="radio"') == 4
    assert html.count('aria-hidden="true"') == 1
    inputs = re.findall(r'<input[^>]* id="([^"]+)"', html)
    assert all(f'for="{one}"' in html for one in inputs)
    assert error_summary(form)[0]["href"] == "#q_a"
    assert form.answers() == {"a": None, "b": "no", "c": None}


def test_form__table_with_one_row__is_an_ordinary_question():
    page = Page("p", {}, (ONE_OF_EACH[4], ONE_OF_EACH[0]), "table-list")
    form = build_form(page, language="en", default_language="en", translate=str)(meta={"csrf": False})
    assert [part.template for part in form.parts()] == ["questions/select_one.html", "questions/text.html"]


def test_form__scale__is_marked_as_one():
    likert = Question("o", "select_one", {"en": "One?"}, choices=CHOICES, appearance="likert")
    assert 'class="govuk-radios likert"' in render(make_form(likert))
