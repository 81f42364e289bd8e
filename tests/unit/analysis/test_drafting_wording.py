"""Sentences from counts: the words, the digits, the small numbers, the sectors."""

from dataclasses import replace

import pytest

from analysis.drafting.figures import (
    GroupCount,
    Rules,
    join_words,
    keep_together,
    merge_small,
    write_counted,
)
from analysis.drafting.rechecking import is_worded_as_counted
from analysis.drafting.shares import say_share, say_without_campaigns, tells_own
from analysis.drafting.statements import Counted, Figure, Statement
from analysis.drafting.wording import word_sentence
from tests.unit.analysis.drafting_material import BY_SECTOR, RULES


@pytest.mark.parametrize(
    ("words", "joined"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_join_words__any_number__reads_as_english(words: tuple[str, ...], joined: str) -> None:
    assert join_words(words) == joined


@pytest.mark.parametrize(
    ("count", "base", "said"),
    [
        (34, 43, "most returns (34 of 43)"),
        (43, 43, "all 43 returns"),
        (42, 43, "almost all returns (42 of 43)"),
        (25, 43, "a majority of returns (25 of 43)"),
        (10, 43, "less than half of returns (10 of 43)"),
        (6, 43, "few returns (6 of 43)"),
        (3, 43, "few returns (fewer than 5 of 43)"),
        (0, 43, "none of the 43 returns"),
        (9, 14, "9 of the 14 returns"),
        (4, 14, "fewer than 5 of the 14 returns"),
        (3, 4, "fewer than 5 returns"),
        (4, 4, "fewer than 5 returns"),
        (0, 0, "no returns"),
        (1200, 1300, "almost all returns (1,200 of 1,300)"),
    ],
)
def test_share__of_any_size__is_said_with_numbers_protected(count: int, base: int, said: str) -> None:
    assert say_share(Figure("theme", count, base), "returns", RULES) == said


def test_share__withheld_by_a_table__gives_no_number() -> None:
    withheld = Figure("theme", 34, 43, withheld=True)
    assert say_share(withheld, "returns", RULES) == "some returns"
    assert say_without_campaigns((withheld, Figure("theme", 24, 33)), RULES) == ""


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure("theme", 16, 20), "many returns"),
        (Figure("theme", 15, 20), "most returns (15 of 20)"),
        (Figure("theme", 20, 20), "all 20 returns"),
        (Figure("theme", 16, 20, public=True), "most returns (16 of 20)"),
        (Figure("answered", 16, 20), "most returns (16 of 20)"),
        (Figure("theme", 8, 20, withheld=True), "some returns"),
        (Figure("theme", 12, 20, withheld=True), "many returns"),
    ],
)
def test_share__that_leaves_few_who_did_not__gives_no_number_where_these_are_hidden(
    figure: Figure, said: str
) -> None:
    assert say_share(figure, "returns", replace(RULES, least_silent=5)) == said


def test_shared_wording__that_leaves_few_who_did_not__is_not_said_where_these_are_hidden() -> None:
    rules, every = replace(RULES, least_silent=5), Figure("theme", 30, 60)
    own, few = Figure("theme", 20, 40), Figure("theme", 22, 25)
    assert "20 of 40 did" in say_without_campaigns((every, own), rules)
    assert say_without_campaigns((every, few), rules) == ""
    assert say_without_campaigns((every, Figure("theme", 14, 41)), rules) == "", "16 of 19 between them"
    assert not tells_own(every, few, rules) and tells_own(every, few, RULES)


def test_share__of_those_who_agreed_to_be_named__is_not_protected() -> None:
    assert say_share(Figure("theme", 2, 2, public=True), "returns", RULES) == "both returns"
    assert say_share(Figure("theme", 3, 14, public=True), "returns", RULES) == "3 of the 14 returns"


@pytest.mark.parametrize(("count", "said"), [(1, "1 return"), (2, "2 returns"), (0, "0 returns")])
def test_count__with_its_noun__agrees_in_number(count: int, said: str) -> None:
    assert write_counted(Figure("returns", count, 9, public=True), "return", "returns", RULES) == said


def _pair(count: int, base: int, own: int, own_base: int) -> tuple[Figure, Figure]:
    return Figure("theme", count, base), Figure("theme", own, own_base, without_campaigns=True)


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (_pair(34, 43, 24, 33), " Leaving out shared wording, 24 of 33 did."),
        (_pair(34, 43, 34, 43), ""),
        (_pair(34, 43, 31, 33), " Fewer than 5 of these used shared wording."),
        (_pair(34, 43, 34, 40), " Fewer than 5 of these used shared wording."),
        (_pair(23, 48, 16, 45), " Leaving out shared wording, 16 did."),
        (_pair(11, 48, 4, 45), " Leaving out shared wording, fewer than 5 did."),
        (_pair(12, 43, 2, 33), " Leaving out shared wording, fewer than 5 of 33 did."),
        (_pair(10, 43, 0, 33), " Leaving out shared wording, none of 33 did."),
        (_pair(20, 20, 0, 0), " All of them used shared wording."),
    ],
)
def test_shared_wording__in_any_measure__never_gives_a_small_difference(
    pair: tuple[Figure, Figure], said: str
) -> None:
    assert say_without_campaigns(pair, RULES) == said


def test_sectors__with_small_ones__are_put_together_until_nobody_can_be_told_apart() -> None:
    merged = merge_small(BY_SECTOR, RULES, others="others")
    assert [(group.label, group.count) for group in merged] == [
        ("voluntary and community groups", 19),
        ("councils", 14),
        ("others", 10),
    ]
    assert merged[-1].key == "academic|health|police"


def test_sectors__with_one_small_one__hide_a_second() -> None:
    groups = (GroupCount("a", "a", 20), GroupCount("b", "b", 8), GroupCount("c", "c", 4))
    merged = merge_small(groups, RULES, others="others")
    assert [(group.key, group.count) for group in merged] == [("a", 20), ("b|c", 12)]


def test_sectors__put_together_once__stay_together_in_other_lists() -> None:
    merged = merge_small(BY_SECTOR, RULES, others="others")
    answered = (GroupCount("councils", "councils", 12), GroupCount("health", "health bodies", 6))
    kept = keep_together(answered, merged, others="others")
    assert [(group.key, group.label, group.count) for group in kept] == [
        ("councils", "councils", 12),
        ("health", "others", 6),
    ]


def test_sentence__from_the_same_evidence__is_the_same_and_can_be_rechecked() -> None:
    evidence = Counted("theme", _pair(34, 43, 24, 33))
    text = word_sentence(evidence, RULES)
    assert text == (
        "Most returns that answered this question (34 of 43) raised this. "
        "Leaving out shared wording, 24 of 33 did."
    )
    assert is_worded_as_counted(Statement("s", text, evidence), RULES)
    assert not is_worded_as_counted(Statement("s", text.replace("34", "35"), evidence), RULES)


@pytest.mark.parametrize("groups", [[("a", 3)], [("a|b", 3)], [("a", 3), ("b", 1)]], ids=str)
def test_sentence__of_a_total_too_small_to_give__gives_none_of_its_sectors(
    groups: list[tuple[str, int]],
) -> None:
    total = sum(count for _, count in groups)
    parts = tuple(Figure("answered", count, total, group=key) for key, count in groups)
    evidence = Counted("answered", (Figure("answered", total, 43), *parts))
    said = word_sentence(evidence, RULES)
    assert said == "Few returns (fewer than 5 of 43) answered this question."


def test_received__of_one_named_body__is_singular() -> None:
    evidence = Counted("received", (Figure("returns", 1, 1, public=True),))
    assert word_sentence(evidence, RULES) == "1 return was received."


def test_small_number__set_to_one__protects_nothing() -> None:
    rules = Rules(small_number=1, quantify=lambda _count, _base: None)
    assert say_share(Figure("theme", 1, 4), "returns", rules) == "1 of the 4 returns"
