"""Checking statements again: what changed is found and said, and nothing small is given away by it."""

from dataclasses import replace

import pytest

from analysis.drafting.collated import draft_collated
from analysis.drafting.rechecking import (
    SAME_NUMBER,
    Change,
    find_changed,
    find_retyped,
    list_figures,
    say_changes,
)
from analysis.drafting.statements import Counted, Figure
from tests.unit.analysis.drafting_material import RULES, make_material

EVERY = Figure("theme", 34, 43, "1", "T01")
OWN = replace(EVERY, count=24, base=33, without_campaigns=True)
THEME = Counted("theme", (EVERY, OWN))
SENTENCE = "Most returns that answered this question (34 of 43) raised this."


def test_figures__counted_again__name_what_changed() -> None:
    more = replace(EVERY, count=35, base=44)
    assert find_changed(THEME, {EVERY.what: more}, RULES) == (Change(EVERY, more), Change(OWN, None))
    assert find_changed(THEME, {EVERY.what: more, OWN.what: OWN}, RULES) == (Change(EVERY, more),)


def test_figures__as_they_were__name_nothing() -> None:
    assert find_changed(THEME, {EVERY.what: EVERY, OWN.what: OWN}, RULES) == ()


@pytest.mark.parametrize(
    ("evidence", "now"),
    [
        (Counted("answered", (Figure("answered", 0, 14, "2"),)), Figure("answered", 0, 15, "2")),
        (Counted("not_named", (Figure("not_named", 2, 14),)), Figure("not_named", 3, 14)),
    ],
)
def test_sentence__that_reads_the_same_with_the_new_figures__holds(evidence: Counted, now: Figure) -> None:
    assert find_changed(evidence, {now.what: now}, RULES) == ()


def test_figure__that_must_be_hidden_now__has_changed() -> None:
    hidden = replace(EVERY, withheld=True)
    changes = find_changed(THEME, {EVERY.what: hidden, OWN.what: OWN}, RULES)
    assert changes == (Change(EVERY, hidden),)
    assert say_changes(changes, RULES) == SAME_NUMBER


def test_figures__of_a_whole_draft__hold_against_the_material_they_came_from() -> None:
    material = make_material()
    sections = draft_collated(material)
    figures = list_figures(sections, material)
    counted = [
        one.evidence
        for section in sections
        for one in section.statements
        if isinstance(one.evidence, Counted)
    ]
    assert len(counted) > 10
    assert all(find_changed(evidence, figures, RULES) == () for evidence in counted)


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ((34, 43), (40, 52), "34 of 43 then, 40 of 52 now"),
        ((34, 43), (35, 44), "34 of 43 then, changed by fewer than 5 since"),
        ((8, 43), (2, 43), "8 of 43 then, fewer than 5 of 43 now"),
        ((2, 3), (9, 12), "fewer than 5 then, 9 of 12 now"),
    ],
)
def test_change__said_to_everybody__gives_no_small_number(
    then: tuple[int, int], now: tuple[int, int], said: str
) -> None:
    change = Change(Figure("tag", *then), Figure("tag", *now))
    assert say_changes([change], RULES) == said


def test_change__of_what_all_agreed_to__is_said_in_full() -> None:
    change = Change(Figure("contributors", 2, 2, public=True), Figure("contributors", 3, 3, public=True))
    assert say_changes([change], RULES) == "2 of 2 then, 3 of 3 now"


def test_change__of_a_withheld_number__is_not_said() -> None:
    change = Change(replace(EVERY, withheld=True), replace(EVERY, count=20))
    assert "34" not in say_changes([change], RULES) and "20" not in say_changes([change], RULES)


def test_change__of_parts_only__does_not_say_them() -> None:
    part = Figure("returns", 9, 43, group="health")
    change = Change(part, replace(part, count=20))
    assert say_changes([change], RULES) == "what it divides into has changed"


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        (f"As we heard: {SENTENCE.replace('34', '39')} That is many.", True),
        (f"As we heard: {SENTENCE}", False),
        ("Most people raised this.", False),
        ("34 of 44 homes are empty.", False),
    ],
)
def test_sentence__typed_anew_with_other_numbers__is_found(typed: str, is_found: bool) -> None:
    assert find_retyped(typed, ["No number here.", SENTENCE]) == (SENTENCE if is_found else None)


def test_sentence__typed_anew_as_another_of_the_same_words_says__is_not_found() -> None:
    other = SENTENCE.replace("34", "39")
    assert find_retyped(f"As we heard: {other}", [SENTENCE, other]) is None
    assert find_retyped(f"{other} {SENTENCE.replace('34', '38')}", [SENTENCE, other]) == SENTENCE
