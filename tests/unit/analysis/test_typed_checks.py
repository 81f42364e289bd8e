"""What people type into a draft: what is found wrong in it, and ordinary prose in which nothing is."""

from dataclasses import replace

import pytest

from analysis.checking.addresses import find_broken_addresses, is_sound
from analysis.checking.hidden_then import list_hidden_then
from analysis.checking.known_figures import Known, Named, name_figures, read_numbers
from analysis.checking.quantifiers import find_wrong_quantifiers
from analysis.checking.quoted_by_hand import list_quoted_by_hand
from analysis.checking.shared_twice import find_shared_twice
from analysis.checking.tables import CHANGED, GONE, HIDDEN, find_wrong_table, keep_cells
from analysis.checking.typed_numbers import Doubt, find_wrong_numbers
from analysis.checking.typed_text import list_counts, list_sentences
from analysis.drafting.blocks import Table
from analysis.drafting.figures import Rules
from analysis.drafting.rechecking import Change
from analysis.drafting.statements import Counted, Figure

RULES = Rules(5)
HOMES = (Figure("theme", 32, 40, "1", "T01"), Figure("theme", 20, 28, "1", "T01", without_campaigns=True))
BUSES = (Figure("theme", 12, 40, "1", "T02"), Figure("theme", 9, 28, "1", "T02", without_campaigns=True))
FEW = (Figure("theme", 3, 40, "1", "T03"),)
TOTALS = (Figure("returns", 43, 43), Figure("answered", 40, 43, "1"), Figure("experiences", 26, 30))
KNOWN = Known(
    RULES,
    (*HOMES, *BUSES, *FEW, *TOTALS),
    frozenset({17}),
    (Named("affordable homes", HOMES), Named("rural buses", BUSES), Named("school meals", FEW)),
    base=40,
    told=26,
)

PROSE = (
    "Most people who arrive find work within a year.",
    "Many families wait for months, and the council has few homes left.",
    "The majority of our towns grew by 12% between 2011 and 2021.",
    "Half of the region is rural; over a third of its schools have fewer than 100 pupils.",
    "In 2031 returns were invited from every partner.",
    "Some respondents asked for more time, and several returns came with letters.",
    "One return put it plainly, and a few respondents agreed.",
    "We held 14 meetings in six districts over 12 weeks for this consultation.",
    "Section 95 support was cut on 3 March 2030 for 1,200 households.",
    "The Home Office will reply within 12 weeks to responses.",
    "Our position is at most a first step; the most respondents can hope for is a reply.",
    "“Nearly all respondents said 99 returns”, wrote the newspaper.",
    "The register held 9,412 returns of service personnel. Source: Housing Office, 99 returns, 2030.",
    "How many returns were late is in the annex.",
    "Of the 43 returns, 40 answered this question.",
    "Almost all councils and most landlords were invited.",
    "43 returns were received; 32 returns raised affordable homes.",
    "Most returns (32 of 40) raised affordable homes.",
    "80% of returns raised affordable homes.",
    "See https://www.gov.example/consultations?id=3 (page 7) or www.example.org.",
    "Affordable homes were raised by 32 returns, or 20 leaving out shared wording.",
    "No campaign was counted twice, and 26 experiences were told.",
    "Seventeen returns came late.",
)


@pytest.mark.parametrize("text", PROSE)
def test_typing__of_ordinary_prose__raises_no_alarm(text: str) -> None:
    for sentence in list_sentences(text):
        assert list(find_wrong_quantifiers(sentence, KNOWN)) == []
        assert list(find_wrong_numbers(sentence, KNOWN)) == []
        assert list(find_shared_twice(sentence, KNOWN)) == []
    assert find_broken_addresses(text) == []


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Nearly all respondents want homes.", "“Nearly all” is no word of the printed scale; the scale has"),
        ("The vast majority of returns agree.", "“The vast majority” is no word"),
        ("Over half of the returns agree.", "“Over half” is no word"),
        ("Half of all respondents agree.", "“Half” is no word"),
        ("Two thirds of returns agree.", "“Two thirds” is no word"),
        ("Many returns raised rural buses.", "the record gives less than half (12 of 40)"),
        ("A handful of responses came.", "“A handful” is no word"),
        ("Few returns raised affordable homes.", "not what was counted; the record gives most (32 of 40)"),
        ("Almost all returns raised affordable homes.", "the record gives most (32 of 40)"),
        ("Most returns raised school meals.", "“Most” is not what was counted"),
    ],
)
def test_quantifier__that_does_not_fit__is_named_with_the_right_one(sentence: str, reason: str) -> None:
    [found] = find_wrong_quantifiers(sentence, KNOWN)
    assert reason in found


def test_quantifier__of_fewer_than_twenty__asks_for_a_number() -> None:
    few = Known(RULES, base=14, told=6)
    [found] = find_wrong_quantifiers("Most returns agree.", few)
    assert found == "“Most”: of fewer than 20 a number is given, not a word"
    assert list(find_wrong_quantifiers("Most experiences were told at home.", few))


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("37 returns were received.", "“37 returns”: no figure of this draft gives this number"),
        ("Thirteen further responses came.", "“Thirteen further responses”: no figure"),
        ("12 returns raised affordable homes.", "the record gives 32 of 40 for “affordable homes”"),
        ("32 of the 41 returns raised affordable homes.", "the record gives 32 of 40"),
        ("62% of respondents agreed.", "“62% of respondents”: no figure of this draft has this share"),
        ("40 experiences were told.", "“40 experiences”: no figure"),
        ("1,043 returns were received.", "“1,043 returns”"),
    ],
)
def test_number__that_contradicts_the_record__is_named(sentence: str, reason: str) -> None:
    [found] = find_wrong_numbers(sentence, KNOWN)
    assert reason in found.reason and not found.hides


@pytest.mark.parametrize("sentence", ["Three returns raised school meals.", "3 returns came from employers."])
def test_number__that_is_protected__is_hidden(sentence: str) -> None:
    [found] = find_wrong_numbers(sentence, KNOWN)
    assert found == Doubt(found.reason, hides=True) and "protected" in found.reason


@pytest.mark.parametrize("sentence", ["3 returns raised school meals.", "3 returns came from employers."])
def test_number__that_is_protected_and_stands_in_a_table_too__is_hidden(sentence: str) -> None:
    [found] = find_wrong_numbers(sentence, replace(KNOWN, given=frozenset({3, 17})))
    assert found.hides


OPEN = (Figure("returns", 3, 43, group="council", public=True),)
WITHHELD = (Figure("theme", 17, 40, "1", "T04", withheld=True),)


@pytest.mark.parametrize(
    ("sentence", "hides"),
    [
        ("3 returns came from councils.", []),
        ("3 returns raised school meals.", [True]),
        ("17 returns came late.", []),
        ("17 returns raised night trains.", [True]),
        ("17 experiences told of night trains.", [False]),
    ],
)
def test_number__that_is_open_somewhere__is_hidden_where_what_it_counts_is_named(
    sentence: str, hides: list[bool]
) -> None:
    named = (*KNOWN.named, Named("night trains", WITHHELD))
    known = replace(KNOWN, figures=(*KNOWN.figures, *OPEN, *WITHHELD), named=named)
    assert [one.hides for one in find_wrong_numbers(sentence, known)] == hides


@pytest.mark.parametrize(
    ("sentence", "hides"),
    [
        ("8% of returns raised school meals.", [True]),
        ("7.5 per cent of all respondents raised school meals.", [True]),
        ("9% of returns raised school meals.", [False]),
        ("8% of returns came from employers.", [False]),
        ("30% of returns raised rural buses, few school meals.", []),
    ],
)
def test_share__of_a_protected_count__is_hidden_where_what_it_counts_is_named(
    sentence: str, hides: list[bool]
) -> None:
    assert [one.hides for one in find_wrong_numbers(sentence, KNOWN)] == hides


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("32 separate returns raised affordable homes.", "did not write separately"),
        ("In all 52 returns spoke of homes.", "adds up a count that has shared wording in it"),
        ("32 returns raised affordable homes and 9 returns rural buses.", "that is not said"),
    ],
)
def test_shared_wording__counted_twice__is_named(sentence: str, reason: str) -> None:
    found = list(find_shared_twice(sentence, KNOWN))
    assert len(found) == 1 and reason in found[0]


@pytest.mark.parametrize(
    "address",
    [
        "https:/example.org/page", "https//example.org", "http://", "https://example", "www.", "https://-a.org",
        "https://a b.org", "https://user@example.org", "htp://example.org", "https://example.org:0/",
    ],
)  # fmt: skip
def test_address__that_cannot_be_right__is_found_by_its_form(address: str) -> None:
    assert not is_sound(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://www.example.org:8080/a?b=c#d",
        "www.example.org/a",
        "https://пример.укр/є",
    ],
)
def test_address__of_a_page__is_sound(address: str) -> None:
    assert is_sound(address) and find_broken_addresses(f"See {address}.") == []


def test_count__with_its_base__gives_both_numbers() -> None:
    [found] = list_counts("So 12 of the 1,040 further returns said.")
    assert (found.count, found.base, found.words) == (12, 1040, "12 of the 1,040 further returns")


def test_numbers__of_what_the_program_wrote__leave_out_days_questions_and_shares() -> None:
    said = "On question 7, most returns that answered (1,034 of 1,443, 71%) agreed on 3 March 2030."
    assert read_numbers(said) == {1034, 1443}


def test_names__of_themes_and_choices__are_those_of_now() -> None:
    evidence = [Counted("theme", HOMES), Counted("choice", (Figure("choice", 9, 40),), (("label", "Yes"),))]
    assert name_figures(evidence, {"T01": "homes for all"}) == (Named("homes for all", HOMES),)


GROUP = Figure("received", 12, 43, group="voluntary")
DIFFER = Figure("differs", 20, 30, "1", "T01", group="sector:voluntary")
TOTAL = Figure("size", 210, 7, "1", group="total", public=True)


@pytest.mark.parametrize(
    ("then", "now", "small_number", "hidden"),
    [
        (GROUP, replace(GROUP, count=13), 5, set()),
        (GROUP, replace(GROUP, count=13), 15, {12}),
        (GROUP, GROUP, 15, {12}),
        (GROUP, None, 15, {12}),
        (GROUP, None, 5, set()),
        (GROUP, replace(GROUP, count=21, withheld=True), 5, {12}),
        (replace(GROUP, count=3, public=True), replace(GROUP, count=4, public=True), 5, set()),
        (replace(GROUP, count=3, public=True), replace(GROUP, count=4), 5, {3}),
        (DIFFER, replace(DIFFER, count=21), 5, set()),
        (DIFFER, None, 5, {20}),
        (replace(DIFFER, count=6, base=20), replace(DIFFER, count=7, base=20), 10, {6}),
        (replace(DIFFER, count=0, base=8), replace(DIFFER, count=1, base=20), 10, {8}),
        (TOTAL, replace(TOTAL, count=225), 15, set()),
        (TOTAL, replace(TOTAL, count=0, withheld=True), 5, {210}),
    ],
)
def test_number_of_then__by_the_rules_of_now__is_hidden_where_it_has_to_be(
    then: Figure, now: Figure | None, small_number: int, hidden: set[int]
) -> None:
    changes = () if now == then else (Change(then, now),)
    assert list_hidden_then((then,), changes, Rules(small_number)) == hidden


def test_number_of_then__beside_one_that_changed__is_hidden_too() -> None:
    changes = (Change(HOMES[0], replace(HOMES[0], count=33)),)
    assert list_hidden_then((HOMES[0], GROUP), changes, Rules(15)) == {12}


def make_table(*cells: str, base: str = "43 returns") -> Table:
    return Table("q.themes", "Themes", ("Theme", "Returns", "Share"), (("Homes", *cells),), base=base)


@pytest.mark.parametrize(
    ("shown", "counted", "said"),
    [
        (make_table("32", "80%"), make_table("32", "80%"), ("", False)),
        (make_table("33", "80%"), make_table("32", "80%"), (CHANGED, False)),
        (make_table("32", "80%"), make_table("32", "80%", base="44 returns"), (CHANGED, False)),
        (make_table("3", "8%"), make_table("fewer than 5", "not shown"), (HIDDEN, True)),
        (make_table("3", "8%"), None, (HIDDEN, True)),
        (make_table("32", "80%"), None, (GONE, False)),
        (make_table("3", "8%"), make_table("12", "30%"), (HIDDEN, True)),
        (make_table("3", "8%"), make_table("4", "10%"), (CHANGED, False)),
        (make_table("fewer than 3", ""), make_table("fewer than 5", ""), (HIDDEN, True)),
        (make_table("fewer than 9", ""), make_table("fewer than 5", ""), (CHANGED, False)),
    ],
)
def test_table__beside_what_the_record_gives__is_wrong_where_it_differs(
    shown: Table, counted: Table | None, said: tuple[str, bool]
) -> None:
    assert find_wrong_table(shown, keep_cells(counted) if counted else None, 5) == said


@pytest.mark.parametrize(
    ("cells", "hides"), [(("32", "80%"), False), (("3", "80%"), True), (("0", "80%"), False)]
)
def test_table__whose_rows_are_others_now__gives_away_each_small_count(
    cells: tuple[str, ...], hides: bool
) -> None:
    counted = {"id": "q.themes", "cells": [["32", "80%"], ["9", "22%"]], "base": "43 returns"}
    assert find_wrong_table(make_table(*cells), counted, 5)[1] is hides


def test_table__kept_to_compare__keeps_no_name_of_a_row() -> None:
    assert "Homes" not in str(keep_cells(make_table("32", "80%")))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She said: “We waited. Nobody wrote back.” And left.", ["“We waited. Nobody wrote back.”"]),
        ('One wrote "they don\'t answer our letters".', ['"they don\'t answer our letters"']),
        ("One wrote ‘they don’t answer our letters’.", ["‘they don’t answer our letters’"]),
        ("The families’ homes and the children’s schools are in one street, not two.", []),
        ("The families' homes and the children's schools are in one street, not two.", []),
        ("The “move on” period is what “no recourse to funds” means.", []),
        ("One wrote «on attend depuis deux ans ici» to us.", ["«on attend depuis deux ans ici»"]),
        ("One wrote „we wait here for two years“ to us.", ["„we wait here for two years“"]),
        ("In the '90s families came and the councils' homes were full.", []),
        ("This answers “Fair and orderly dispersal of asylum  accommodation”.", []),
        ("This answers “Fair and orderly dispersal of people”.", ["“Fair and orderly dispersal of people”"]),
    ],
)
def test_words_in_quotation_marks__five_or_more__are_found_and_apostrophes_are_not(
    text: str, found: list[str]
) -> None:
    titles = ["Fair and orderly dispersal of asylum accommodation"]
    assert list(list_quoted_by_hand(text, titles)) == found
