"""Pages in order, notes and groups, and what is still to be answered."""

from datetime import date, datetime, time

import pytest

from forms.definitions import Question, Questionnaire
from forms.errors import FormsError
from forms.expressions.contexts import Moment
from forms.flow.reaching import reach
from forms.paging import Group, build_pages
from forms.routing import (
    find_next_page,
    find_previous_page,
    get_page_of,
    get_progress,
    list_unanswered_required,
)

MOMENT = Moment(date(2026, 3, 27), datetime.combine(date(2026, 3, 27), time(9)))


def note(id):
    return Question(id, "note", {"en": id})


def ask(id, required=False, kind="text"):
    return Question(id, kind, {"en": id}, required=required)


def show(*items):
    return [
        (page.id, page.title.get("en", ""), [q.id for q in page.questions]) for page in build_pages(items)
    ]


def test_pages__plain_questions__have_one_each_and_notes_lead_to_the_next():
    assert show(note("n"), ask("a"), ask("b"), note("m"), note("o")) == [
        ("a", "", ["n", "a"]),
        ("b", "", ["b"]),
        ("o", "", ["m", "o"]),
    ]


def test_pages__group__gives_the_title_and_inner_groups_theirs():
    inner = Group("inner", {"en": "Inner"}, items=[ask("b")])
    unnamed = Group("unnamed", items=[ask("c")])
    assert show(Group("outer", {"en": "Outer"}, items=[note("n"), ask("a"), inner, unnamed]), ask("d")) == [
        ("a", "Outer", ["n", "a"]),
        ("b", "Inner", ["b"]),
        ("c", "Outer", ["c"]),
        ("d", "", ["d"]),
    ]


def test_pages__field_list__is_one_page_with_all_that_is_in_it():
    inner = Group("inner", {"en": "Inner"}, "field-list", [ask("b")])
    together = Group("all", {"en": "All"}, "field-list w1", [note("n"), ask("a"), inner, note("m")])
    assert show(note("before"), together, ask("c")) == [
        ("all", "All", ["before", "n", "a", "b", "m"]),
        ("c", "", ["c"]),
    ]


def test_pages__field_list_of_notes__stays_a_page_of_its_own():
    assert show(Group("g", {}, "field-list", [note("n")]), ask("a")) == [("g", "", ["n"]), ("a", "", ["a"])]


FORM = Questionnaire(
    id="form",
    title={"en": "Form"},
    languages=("en",),
    default_language="en",
    pages=build_pages([ask("a", True), note("n"), ask("b", kind="integer"), ask("c", True)]),
)


def test_route__from_page_to_page__goes_there_and_back():
    assert find_next_page(FORM, "a", FORM).id == "b"
    assert find_next_page(FORM, "c", FORM) is None
    assert find_previous_page(FORM, "b").id == "a"
    assert find_previous_page(FORM, "a") is None
    assert (get_progress(FORM, "b").number, get_progress(FORM, "b").total) == (2, 3)
    assert get_page_of(FORM, "n").id == "b"


def test_route__unknown_page__is_a_coded_error():
    with pytest.raises(FormsError, match="F003"):
        find_next_page(FORM, "z", FORM)


def test_required__answers_missing_or_blank__are_listed_in_order():
    assert [
        question.id for question in list_unanswered_required(reach(FORM, {"a": " ", "b": 1}, MOMENT))
    ] == ["a", "c"]


def test_reach__answers_of_other_questions_and_wrong_ones__do_not_count():
    answers = {"a": "x", "b": "three", "c": "", "gone": "y", "n": "note"}
    assert reach(FORM, answers, MOMENT).counted == {"a": "x"}
    assert reach(FORM, {"b": 0}, MOMENT).counted == {"b": 0}
