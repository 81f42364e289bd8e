"""Expressions: what they give, how long they may take, and what is said of those that cannot be read."""

import math
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.errors import FormsError
from forms.expressions.contexts import MOST_PAGE_STEPS, Budget, Context, Moment, TooMuchWork
from forms.expressions.evaluating import evaluate
from forms.expressions.functions import FUNCTIONS, REFUSED
from forms.expressions.order import CycleFound, put_in_order
from forms.expressions.parsing import parse
from forms.expressions.patterns import matches
from tests.unit.forms.independent_evaluator import TREES, VALUES, Tree, work_out, write

TODAY = date(2026, 11, 28)
NOW = datetime.combine(TODAY, time(20, 5))
TABLE = {("areas", "name", "code", "N1"): "North"}
CONTEXT = Context(
    Moment(TODAY, NOW),
    {
        "age": 41.0, "empty": "", "picked": "north south", "born": date(1985, 3, 27), "said": "Ja, gut",
        "ages": (3.0, 5.0, 10.0), "names": ("Ana", "Bo", "Cy"), "none": (),
    },
    own=12.0,
    columns={"region": "north", "and": "x"},
    language="en",
    row=2,
    label=lambda name, choice: {"north": "The North"}.get(choice, "") if name == "picked" else "",
    pull=lambda *key: TABLE.get(key, ""),
)  # fmt: skip


def work(text: str, context: Context = CONTEXT) -> Any:
    return evaluate(parse(text), context)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 + 2 * 3 - 4 div 2", 5.0),
        ("10 mod 3 + -10 mod 3", 0.0),
        ("7 - 2 - 1", 4.0),
        ("8 div 4 div 2", 1.0),
        ("${age}-1", 40.0),
        ("../age >= 18 and ../../g/age < 50", True),
        ("true() or 1 div 0 = 1", True),
        ("1 = 1 = true()", True),
        ("not(selected(${picked}, 'west'))", True),
        ("selected(${picked}, 'nor')", False),
        ("selected-at(${picked}, 1)", "south"),
        ("selected-at(${picked}, 2)", ""),
        ("selected-at(${picked}, -1)", ""),
        ("count-selected(${picked}) + count-selected(${empty})", 2.0),
        ("if(${age} > 40, 'old', 'young')", "old"),
        ("coalesce(${empty}, 'instead')", "instead"),
        ("coalesce(${said}, 'instead')", "Ja, gut"),
        ("regex('12/2026', '^[0-9]{2}[/][0-9]{4}$')", True),
        ("regex('12/2026 ', '[0-9]{2}/[0-9]{4}')", False),
        (r"regex('abc', 'abc\Z')", True),
        (r"regex('\Z', '\\Z')", True),
        ("string-length('أهلا')", 4.0),
        ("concat('a', 1.50, true(), ${empty}, ${names})", "a1.5trueAnaBoCy"),
        ("join(', ', ${names})", "Ana, Bo, Cy"),
        ("join('-', 1, 2)", "1-2"),
        ("int(-2.7)", -2.0),
        ("int('12.9')", 12.0),
        ("round(2.5)", 3.0),
        ("round(2.345, 2)", 2.35),
        ("round(1234, -2)", 1200.0),
        ("sum(${ages})", 18.0),
        ("count(${ages}) + count(${none})", 3.0),
        ("min(${ages})", 3.0),
        ("max(2, 11, ${ages})", 11.0),
        ("today()", TODAY),
        ("now()", NOW),
        ("today() - ${born}", 15221.0),
        ("int((today() - ${born}) div 365.25)", 41.0),
        ("${born} < '1990-01-01'", True),
        ("date('2026-02-30')", ""),
        ("decimal-date-time('1970-01-02T12:00')", 1.5),
        ("format-date(${born}, '%e.%n.%y %b %a %Y-%m-%d %%')", "27.3.85 Mar Wed 1985-03-27 %"),
        ("format-date-time(now(), '%H:%M:%S')", "20:05:00"),
        ("format-date('x', '%Y')", ""),
        ("once(5)", 5.0),
        ("position(..)", 2.0),
        ("indexed-repeat(${names}, ${ages}, position(..))", "Bo"),
        ("indexed-repeat(${names}, ${ages}, 4)", ""),
        ("jr:choice-name(selected-at(${picked}, 0), '${picked}')", "The North"),
        ("pulldata('areas', 'name', 'code', 'N1')", "North"),
        ("region = 'north'", True),
        (". >= 1 and . <= 20", True),
        ("string(1 div 3)", "0.3333333333333333"),
        ("string(100000000000000000000)", "100000000000000000000"),
        ("number('1e5') = number('1e5')", False),
        ("starts-with('north', 'no') and contains('north', 'rt')", True),
        ("“x” = 'x'", True),
        ("boolean('false')", True),
    ],
)
def test_evaluate__each_function__gives_what_the_form_format_says(text: str, found: Any) -> None:
    assert work(text) == found


def test_functions__each__stands_in_an_example_above() -> None:
    [mark] = [
        one
        for one in test_evaluate__each_function__gives_what_the_form_format_says.pytestmark  # type: ignore[attr-defined]
        if one.name == "parametrize"
    ]
    shown = " ".join(text for text, _ in mark.args[1])
    assert [name for name in FUNCTIONS if f"{name}(" not in shown] == ["false"]


@pytest.mark.parametrize("sign", ["=", "<", "<=", ">", ">="])
def test_evaluate__empty_answer_compared_with_a_number__is_false_but_for_unequal(sign: str) -> None:
    assert work(f"${{empty}} {sign} 0") is False
    assert work("${empty} != 0") is True
    assert work("${unknown} = ''") is True


def test_once__with_something_kept__keeps_it() -> None:
    assert work("once(today())", Context(CONTEXT.moment, kept="2020-01-01")) == "2020-01-01"


def test_format_date__language_of_the_form__names_months_in_it() -> None:
    assert work("format-date('2026-03-27', '%b')", Context(CONTEXT.moment, language="cy")) == "Maw"
    assert work("format-date('2026-03-27', '%b')", Context(CONTEXT.moment, language="xx-nope")) == "Mar"


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_evaluate__anything_that_can_be_written__is_as_another_evaluator_says(tree: Tree) -> None:
    check_against_another(tree)


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None)
@given(TREES)
def test_evaluate__very_many_expressions__are_as_another_evaluator_says(tree: Tree) -> None:
    check_against_another(tree)


def check_against_another(tree: Tree) -> None:
    expected, found = work_out(tree), work(write(tree), Context(CONTEXT.moment, VALUES))
    if isinstance(expected, float) and math.isnan(expected):
        assert isinstance(found, float) and math.isnan(found)
    else:
        assert (found, type(found)) == (expected, type(expected))


SIGNS = (
    "( ) ' \" , ${a} ${ } . .. ../b and or div mod * - + = != < [ | @ / // if( regex( concat( "
    "1 1.5.2 é \u200f \x00 $ % jr:choice-name( position( a"
)
TOKENS = st.sampled_from([*SIGNS.split(" "), " ", "\n"])


@settings(max_examples=100, deadline=None)
@given(st.lists(TOKENS, max_size=14).map(" ".join) | st.lists(TOKENS, max_size=14).map("".join))
def test_parse__any_heap_of_signs__is_read_or_refused_with_a_code_and_a_place(text: str) -> None:
    try:
        found = parse(text)
    except FormsError as error:
        assert error.code.startswith("F3") and error.remedy and "character" in error.message
        return
    evaluate(found, CONTEXT)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("((. > 1", "F301", 7),
        ("1 2", "F301", 3),
        ("1 +", "F301", 3),
        ("'open", "F301", 1),
        ("${a b}", "F301", 1),
        ("1 + slected(., 'a')", "F304", 5),
        ("1 = if(1, 2)", "F305", 5),
        ("not()", "F305", 1),
        ("${a}[1]", "F306", 5),
        ("1 + /data/a", "F306", 5),
        ("uuid()", "F306", 1),
        ("1 + random()", "F306", 5),
        ("instance('x')", "F306", 1),
        ("regex(., ${a})", "F307", 10),
        ("regex(., '(?=a)b')", "F307", 10),
        ("regex(., '(a)\\1')", "F307", 10),
        ("jr:choice-name(${a}, 'a')", "F320", 22),
    ],
)
def test_parse__what_cannot_be_read__has_a_code_and_its_place(text: str, code: str, place: int) -> None:
    with pytest.raises(FormsError, match=f"At character {place} ") as raised:
        parse(text)
    assert raised.value.code == code


def test_parse__misspelled_function__is_guessed() -> None:
    with pytest.raises(FormsError, match="did you mean “selected”"):
        parse("slected(., 'a')")


@pytest.mark.parametrize("name", REFUSED)
def test_parse__function_that_is_refused__says_why(name: str) -> None:
    with pytest.raises(FormsError, match=f"“{name}\\(\\)” cannot be used: .*read|each time"):
        parse(f"{name}()")


MIXED = ("not(0 or 1 and 1=1<1+1*-", ")"), ("if(1 = 1, concat('a', ", "), 2)"), ("selected(", ", 1)")


@pytest.mark.parametrize(("opening", "closing"), [("not(", ")"), ("-", ""), ("- ", ""), *MIXED])
@pytest.mark.parametrize("before", ["", "“\"” != '' and ", "‘'’ != '' and "])
def test_parse__parts_in_too_many_others__are_refused_before_anything_walks_through_them(
    opening: str, closing: str, before: str
) -> None:
    times = 3_900 // len(opening + closing)
    with pytest.raises(FormsError, match="F303"):
        parse(before + opening * times + "1" + closing * times)


@pytest.mark.parametrize(("opening", "closing"), [("not(", ")"), ("(", ")"), ("-(", ")"), *MIXED])
def test_evaluate__the_deepest_that_is_read__is_worked_out_where_the_stack_is_half_full(
    opening: str, closing: str
) -> None:
    deepest = None
    for times in range(1, 90):
        try:
            deepest = parse(opening * times + "1" + closing * times)
        except FormsError:
            break
    assert deepest is not None and times > 8

    def go_down(frames: int) -> Any:
        return go_down(frames - 1) if frames else evaluate(deepest, CONTEXT)

    go_down(350)


def test_evaluate__stack_that_is_full__is_too_much_work() -> None:
    deep = parse("not(" * 70 + "1" + ")" * 70)

    def go_down(frames: int) -> Any:
        return go_down(frames - 1) if frames else evaluate(deep, CONTEXT)

    with pytest.raises(TooMuchWork):
        for frames in range(600, 990, 5):
            go_down(frames)


def test_parse__very_long__is_refused() -> None:
    with pytest.raises(FormsError, match="F302"):
        parse("1 + " * 2_000 + "1")


def test_evaluate__long_chain__is_not_deep() -> None:
    assert work(" + ".join(["1"] * 1_000)) == 1_000.0
    assert work(" and ".join(["true()"] * 300)) is True


def test_evaluate__more_rows_than_steps__stops() -> None:
    rows = Context(CONTEXT.moment, {"many": tuple(float(n) for n in range(2_000))})
    with pytest.raises(TooMuchWork):
        work("${many} = ${many}", rows)


def test_evaluate__page_without_steps_left__stops() -> None:
    budget = Budget(10)
    context = Context(CONTEXT.moment, budget=budget)
    assert work("1 + 1 + 1", context) == 3.0
    with pytest.raises(TooMuchWork):
        work("1 + 1 + 1 + 1 + 1 + 1 + 1", context)


def test_concat__more_text_than_an_answer_may_have__stops() -> None:
    values = {"long": "x" * 90_000}
    assert len(work("concat(${long}, ${long})", Context(CONTEXT.moment, values))) == 180_000
    with pytest.raises(TooMuchWork):
        work("concat(${long}, ${long}, ${long})", Context(CONTEXT.moment, values))


@pytest.mark.parametrize("pattern", ["(a+)+", "(a|aa)+", "(.*a){20}", "([a-zA-Z]+)*", "(a?){40}a{40}"])
def test_matches__pattern_that_hangs_elsewhere__answers(pattern: str) -> None:
    assert matches(pattern, "a" * 5_000 + "!") is False


LONG = "a b" * 30_000


@pytest.mark.parametrize(
    "text",
    [
        " + ".join(["string-length(${long})"] * 30),
        " + ".join(["count-selected(${long})"] * 30),
        " or ".join(["contains(${long}, 'c')"] * 30),
        " or ".join(["${long} = ${other}"] * 30),
        "regex(${long}, '([ab ]*a[ab ]{60}){9}c')",
    ],
)
def test_evaluate__long_texts__count_by_their_length(text: str) -> None:
    texts = {"long": LONG, "other": LONG[:-1] + "c"}
    assert work(text, Context(CONTEXT.moment, {"long": "a b", "other": "c d"})) in (False, 90.0, 60.0)
    with pytest.raises(TooMuchWork):
        work(text, Context(CONTEXT.moment, texts))


def test_selected__in_one_long_text__splits_it_once() -> None:
    budget = Budget()
    context = Context(CONTEXT.moment, {"long": LONG}, budget=budget)
    assert work(" or ".join(["selected(${long}, 'c')"] * 150), context) is False
    assert MOST_PAGE_STEPS - budget.left < 2_000


def test_budget__texts_put_together__are_bounded_for_all_expressions_of_a_page() -> None:
    context = Context(CONTEXT.moment, {"long": LONG})
    made = [work("concat(${long}, ${long})", context) for _ in range(11)]
    assert sum(map(len, made)) == 1_980_000
    with pytest.raises(TooMuchWork):
        work("concat(${long}, ${long})", context)


def test_evaluate__calculation_that_could_not_be_worked_out__leaves_what_looks_at_it_unknown() -> None:
    context = Context(CONTEXT.moment, {"known": 1.0}, unknown={"unknown"})
    assert work("if(${known} = 1, 'yes', ${unknown})", context) == "yes"
    with pytest.raises(TooMuchWork):
        work("${unknown} = ''", context)


def test_matches__lone_surrogate__is_no_error() -> None:
    assert matches(".", "\ud800") is True


def test_put_in_order__each_after_what_it_needs__else_as_given() -> None:
    assert put_in_order({"a": ["c"], "b": [], "c": ["d"], "d": ["elsewhere"]}) == ("d", "c", "a", "b")


def test_put_in_order__values_that_wait_for_each_other__are_named_in_their_round() -> None:
    with pytest.raises(CycleFound) as raised:
        put_in_order({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]})
    assert raised.value.names == ("a", "b", "c", "a")


def test_put_in_order__thousands_in_a_row__need_no_recursion() -> None:
    needs = {str(n): [str(n + 1)] for n in range(5_000)}
    assert put_in_order(needs)[0] == "4999"
