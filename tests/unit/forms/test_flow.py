"""What is asked of somebody, given what they have answered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from itertools import product
from typing import Any

import pytest

from forms.definitions import (
    Calculation,
    Choice,
    ConditionalGroup,
    Page,
    Question,
    Questionnaire,
    from_dict,
    to_dict,
)
from forms.expressions.contexts import Moment
from forms.flow import filtering, plans
from forms.flow.checking import is_refused, list_refused
from forms.flow.reaching import Reach, reach
from forms.routing import find_next_page, list_unanswered_required

TODAY = date(2026, 11, 28)
MOMENT = Moment(TODAY, datetime.combine(TODAY, time(20)))
YES_NO = (Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}))
PLACES = tuple(
    Choice(f"{region}_{n}", {"en": f"{region} {n}"}, {"region": region})
    for region in ("north", "south")
    for n in (1, 2)
)


def ask(id: str, kind: str = "select_one", **values: Any) -> Question:
    choices = values.pop("choices", YES_NO if kind.startswith("select") else ())
    return Question(id, kind, {"en": f"{id}?"}, choices=choices, **values)


def make_form(*questions: Question | tuple[Question, ...], **values: Any) -> Questionnaire:
    pages = tuple(
        Page(one.id, {}, (one,)) if isinstance(one, Question) else Page(f"page_{n}", {}, one)
        for n, one in enumerate(questions)
    )
    return from_dict(to_dict(Questionnaire("form", {"en": "Form"}, ("en",), "en", pages, **values)))


def reached(form: Questionnaire, **answers: Any) -> Reach:
    return reach(form, answers, MOMENT)


def list_asked(form: Questionnaire, **answers: Any) -> list[str]:
    return [question.id for question in reached(form, **answers).form.questions()]


HOMES = make_form(
    ask("homes"),
    ask("kinds", "select_multiple", relevant="${homes} = 'yes'"),
    ask("why", "text", relevant="selected(${kinds}, 'no')"),
    ask("end", "text"),
)


def test_reach__form_without_conditions__is_the_form_itself() -> None:
    form = make_form(ask("a"), ask("b", "text", required=True))
    assert reached(form, a="no").form is form


def test_reach__condition_does_not_hold__question_and_its_page_are_off_the_way() -> None:
    assert list_asked(HOMES, homes="no") == ["homes", "end"]
    form = reached(HOMES, homes="no").form
    after = find_next_page(form, "homes", HOMES)
    assert after is not None and after.id == "end"


def test_reach__answer_off_the_way__counts_as_empty_for_the_others_too() -> None:
    assert list_asked(HOMES, homes="yes", kinds=["no"], why="x") == ["homes", "kinds", "why", "end"]
    found = reached(HOMES, homes="no", kinds=["no"], why="x")
    assert [question.id for question in found.form.questions()] == ["homes", "end"]
    assert found.counted == {"homes": "no"}


def test_reach__order_of_the_form__is_not_the_order_of_conditions() -> None:
    form = make_form(ask("first", relevant="${last} = 'yes'"), ask("last"))
    assert list_asked(form, last="no", first="yes") == ["last"]
    assert list_asked(form, last="yes") == ["first", "last"]


def test_reach__groups__hold_with_all_round_them() -> None:
    form = make_form(
        ask("a"), ask("b"), ask("in_outer", group_id="outer"), ask("in_inner", "text", group_id="inner"),
        groups=(
            ConditionalGroup("outer", "${a} = 'yes'"), ConditionalGroup("inner", "${b} = 'yes'", "outer"),
        ),
    )  # fmt: skip
    assert list_asked(form, a="no", b="yes") == ["a", "b"]
    assert list_asked(form, a="yes", b="no") == ["a", "b", "in_outer"]
    assert list_asked(form, a="yes", b="yes") == ["a", "b", "in_outer", "in_inner"]


def test_reach__page_of_several__keeps_what_is_asked() -> None:
    form = make_form((ask("a"), ask("n", "note", relevant="${a} = 'no'"), ask("b", relevant="${a} = 'yes'")))
    assert [one.id for one in reached(form).form.pages[0].questions] == ["a"]
    assert [one.id for one in reached(form, a="no").form.pages[0].questions] == ["a", "n"]


def test_reach__calculations__are_worked_out_from_what_counts() -> None:
    form = make_form(
        ask("adults", "integer"), ask("children", "integer"), ask("large", "text", relevant="${people} > 4"),
        calculations=(
            Calculation("people", "coalesce(${adults}, 0) + ${children}"),
            Calculation("never", "1", "false()"),
        ),
    )  # fmt: skip
    assert list_asked(form, adults=3, children=2) == ["adults", "children", "large"]
    assert list_asked(form, adults=3, children=1) == ["adults", "children"]
    assert reached(form, children=2).context.values["people"] == 2.0
    assert "never" not in reached(form).context.values


def test_reach__dates_and_days__are_compared() -> None:
    form = make_form(ask("born", "date"), ask("young", "text", relevant="today() - ${born} < 18 * 365.25"))
    assert list_asked(form, born="2020-01-01") == ["born", "young"]
    assert list_asked(form, born="1980-01-01") == ["born"]
    assert list_asked(form) == ["born"]


def test_reach__required_by_a_condition__is_settled() -> None:
    form = make_form(ask("a"), ask("b", "text", required_if="${a} = 'yes'"), ask("c", "text", required=True))
    assert [one.id for one in list_unanswered_required(reached(form, a="yes"))] == ["b", "c"]
    assert [one.id for one in list_unanswered_required(reached(form, a="no", c="x"))] == []
    hidden = make_form(ask("a"), ask("b", "text", required=True, relevant="${a} = 'yes'"))
    assert list_unanswered_required(reached(hidden, a="no")) == ()


FILTERED = make_form(
    ask("region", choices=(Choice("north", {}), Choice("south", {}), Choice("west", {}))),
    ask("place", choices=PLACES, choice_filter="region = ${region}", required=True),
)


def test_reach__choice_filter__offers_what_fits_and_counts_nothing_else() -> None:
    found = reached(FILTERED, region="south", place="south_2")
    page = found.find_page("place")
    assert page is not None
    assert [choice.name for choice in page.questions[0].choices] == ["south_1", "south_2"]
    assert found.counted == {"region": "south", "place": "south_2"}
    assert reached(FILTERED, region="north", place="south_2").counted == {"region": "north"}


def test_reach__choice_filter_that_leaves_nothing__question_is_not_asked() -> None:
    assert list_asked(FILTERED, region="west") == ["region"]
    assert list_unanswered_required(reached(FILTERED, region="west")) == ()


def test_filter__thousands_of_choices__are_looked_at_once_for_what_they_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = []

    def count(*given: Any) -> Any:
        done.append(given)
        return evaluate(*given)

    evaluate = filtering.evaluate
    monkeypatch.setattr(filtering, "evaluate", count)
    many = tuple(Choice(f"p{n}", {}, {"region": ("north", "south")[n % 2]}) for n in range(12_000))
    form = make_form(FILTERED.pages[0].questions[0], replace(FILTERED.pages[1].questions[0], choices=many))
    page = reached(form, region="south", place="p11999").find_page("place")
    assert page is not None and len(page.questions[0].choices) == 6_000
    assert len(done) < 10


def test_constraint__of_one_answer__sees_it_and_the_others() -> None:
    form = make_form(ask("total", "integer"), ask("part", "integer", constraint=". >= 0 and . <= ${total}"))
    part = form.get_question("part")
    assert is_refused(part, 5, reached(form, total=4))
    assert not is_refused(part, 4, reached(form, total=4))
    assert [one.id for one in list_refused(reached(form, total=4, part=5))] == ["part"]
    assert list_refused(reached(form, total=4)) == ()


HEAVY = " + ".join(["string-length(${a})"] * 30)
LONG = "x" * 90_000


def test_reach__condition_that_takes_too_much_work__shows_and_refuses_nothing() -> None:
    form = make_form(
        ask("a", "text", constraint=f"{HEAVY} = 0"),
        ask("b", relevant=f"{HEAVY} = 0", required_if=f"{HEAVY} != 0"),
        ask("c", choice_filter=f"{HEAVY} = 0"),
    )
    found = reached(form, a=LONG)
    assert [one.id for one in found.form.questions()] == ["a", "b", "c"]
    assert list_refused(found) == () and list_unanswered_required(found) == ()
    assert [one.id for one in list_refused(reached(form, a="x"))] == ["a"]
    assert list_asked(form, a="x") == ["a"]


def test_reach__calculation_that_takes_too_much_work__hides_nothing_that_looks_at_it() -> None:
    form = make_form(
        ask("a", "text"),
        ask("b", "text", relevant="string-length(${c}) < 10", required=True),
        ask("d", constraint="${e} = ''", choice_filter="${e} = ''"),
        calculations=(Calculation("c", "concat(${a}, ${a}, ${a})"), Calculation("e", "concat(${c}, 'e')")),
    )
    assert list_asked(form, a="x") == ["a", "b"]
    found = reached(form, a=LONG, d="yes")
    assert [one.id for one in found.form.questions()] == ["a", "b", "d"]
    assert found.counted["d"] == "yes" and list_refused(found) == ()
    assert [one.id for one in list_unanswered_required(found)] == ["b"]


def test_reach__texts_of_many_calculations__are_bounded_together() -> None:
    many = tuple(Calculation(f"c{n}", "concat(${a}, ${a})") for n in range(100))
    values = reached(make_form(ask("a", "text"), calculations=many), a=LONG).context.values
    assert sum(len(str(one)) for one in values.values()) < 2_200_000


TOWNS = make_form(
    ask("n", "integer"),
    ask(
        "towns", "select_multiple", required=True, choice_filter="${n} < 50 or r = 'x'",
        choices=(Choice("t1", {}, {"r": "x"}), Choice("t2", {}, {"r": "y"})),
    ),
    ask("town", choice_filter="${n} < 50", choices=(Choice("t1", {}),)),
)  # fmt: skip


def test_reach__answer_of_which_a_part_is_no_longer_offered__is_refused_and_not_counted() -> None:
    found = reached(TOWNS, n=70, towns=["t1", "t2"])
    assert found.counted == {"n": 70} and found.not_offered == {"towns": ["t1"]}
    assert [one.id for one in list_refused(found)] == ["towns"]
    assert list_unanswered_required(found) == ()
    assert reached(TOWNS, n=70, towns=["t2"]).not_offered == {"towns": None}
    assert reached(TOWNS, n=70, towns=["t1"]).counted == {"n": 70, "towns": ["t1"]}
    assert reached(FILTERED, region="north", place="south_2").not_offered == {"place": None}


def test_reach__no_choice_left__answer_to_it_is_off_the_way() -> None:
    found = reached(TOWNS, n=70, town="t1")
    assert found.not_offered == {} and found.counted == {"n": 70}


def test_filter__choice_offered_after_very_many__counts_when_it_is_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """How much work a choice takes is the same whether all are looked at, or only the one that was chosen."""
    monkeypatch.setattr(filtering, "MOST_FILTER_STEPS", 1_000)
    wanted = "string-length(concat(name, " + ", ".join(["name"] * 50) + ")) = 0"
    many = tuple(Choice(f"p{n}", {}) for n in range(20))
    form = make_form(ask("a", choices=many, choice_filter=wanted))
    page = reached(form).find_page("a")
    offered = page.questions[0].choices if page else ()
    assert len(offered) == 20
    assert reached(form, a=offered[-1].name).counted == {"a": "p19"}


def test_filter__choices_that_put_long_texts_together__count_when_they_are_offered() -> None:
    """The characters of each are its own too: a text is too long for all of them, or for none."""
    many = tuple(Choice(f"p{n}", {}) for n in range(30))
    wanted = "name = 'p0' or selected(concat(${t}, ' ', name), 'no')"
    form = make_form(ask("t", "text"), ask("a", choices=many, choice_filter=wanted))
    for length, expected in ((60_000, 1), (70_000, 30)):
        page = reached(form, t="x" * length).find_page("a")
        offered = page.questions[0].choices if page else ()
        assert len(offered) == expected
        assert reached(form, t="x" * length, a=offered[-1].name).counted["a"] == offered[-1].name


def test_filter__with_words_of_a_long_list__takes_them_once_for_all_choices() -> None:
    places = tuple(Choice(f"l{n}", {"en": f"Place {n}"}) for n in range(4_000))
    many = tuple(Choice(f"p{n}", {}) for n in range(520))
    wanted = "name = 'p0' or jr:choice-name(${l}, '${l}') = concat('no ', name)"
    form = make_form(ask("l", choices=places), ask("a", choices=many, choice_filter=wanted))
    page = reached(form, l="l7").find_page("a")
    assert page and [one.name for one in page.questions[0].choices] == ["p0"]


def test_plan__of_one_definition__is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    form, made = make_form(ask("a", relevant="1 = 1")), []
    monkeypatch.setattr(plans, "put_in_order", lambda needs: made.append(needs) or tuple(needs))
    assert list_asked(form) == list_asked(form) == ["a"]
    assert len(made) == 1
    assert list_asked(make_form(ask("a", relevant="1 = 1"))) == ["a"]
    assert len(made) == 2


def _list_settled(form: Questionnaire, answers: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every set of answers that agrees with itself: each counts if, and only if, its condition holds then."""
    conditions = {
        "b": lambda given: given.get("a") == "yes",
        "c": lambda given: given.get("b") != "yes",
        "d": lambda given: given.get("b") == "yes" or given.get("c") == "no",
        "e": lambda given: sum(given.get(name) == "yes" for name in "bcd") >= 2,
    }
    for kept in product((False, True), repeat=len(answers)):
        given = {name: value for (name, value), keep in zip(answers.items(), kept, strict=True) if keep}
        if all((name in given) == conditions.get(name, lambda _: True)(given) for name in answers):
            yield given


def test_reach__every_set_of_answers__is_the_one_that_agrees_with_itself() -> None:
    """By brute force: of all ways to drop answers, the one in which each counts just where it is asked."""
    form = make_form(
        ask("e", relevant="${score} >= 2"), ask("d", relevant="${b} = 'yes' or ${c} = 'no'"),
        ask("c", relevant="${b} != 'yes'"), ask("b", relevant="${a} = 'yes'"), ask("a"),
        calculations=(
            Calculation("score", " + ".join(f"number(${{{name}}} = 'yes')" for name in "bcd")),
        ),
    )  # fmt: skip
    for said in product(("yes", "no"), repeat=5):
        answers = dict(zip("abcde", said, strict=True))
        [settled] = _list_settled(form, answers)
        assert reached(form, **answers).counted == settled
