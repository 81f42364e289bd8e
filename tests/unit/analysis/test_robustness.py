"""The whole analysis on answers that break careless ones: a right answer or a coded error, nothing lost."""

import random
from pathlib import Path

import pandas as pd
import pytest

from analysis import columns, errors
from analysis.codebook import MAX_CODES, get_builtin_codebook, parse_codebook
from analysis.coding import MOST_EACH_FACET
from analysis.decisions import read_decisions
from analysis.results import Analysis, count_all
from tests.unit.analysis.analysis_material import DOCTORS, HOUSING, make_items
from tests.unit.analysis.hostile_books import make_book
from tests.unit.analysis.hostile_texts import (
    CONDITIONS,
    MARKUP,
    PLAIN,
    make_long_answer,
)
from tests.unit.analysis.whole_analysis import analyse_whole, assert_files, assert_whole, carry_on, describe

FULLY = pytest.mark.soak
"""With all that is made of an analysis, its files too; in the usual run of the mixture of all alone."""


ALONE = [
    "empty corpus",
    "one response",
    "all identical",
    "one letter from all",
    "one language only, Welsh",
    "unknown scripts",
    "emoji",
    "only numbers",
]
"""What the mixture of all does not show."""


@pytest.mark.parametrize(
    "name", [*ALONE, *(pytest.param(one, marks=FULLY) for one in CONDITIONS if one not in ALONE)]
)
def test_analysis__of_hostile_answers__loses_nothing(name: str) -> None:
    items = make_items(CONDITIONS[name])
    assert_whole(items, analyse_whole(items, with_vectors=True))


@pytest.mark.parametrize("name", ["all of these", *(pytest.param(one, marks=FULLY) for one in CONDITIONS)])
@pytest.mark.parametrize("language", ["", pytest.param("en", marks=FULLY)])
def test_results__of_hostile_answers__are_whole_and_safe(name: str, language: str, tmp_path: Path) -> None:
    items = make_items(CONDITIONS[name], language=[language] * len(CONDITIONS[name]))
    found = analyse_whole(items, with_vectors=language == "")
    assert_whole(items, found)
    carry_on(found)
    assert_files(found, tmp_path / "out")


def test_answers__that_say_the_same__are_one_theme_and_one_text() -> None:
    found = analyse_whole(make_items(CONDITIONS["all identical"]), with_vectors=True)
    assert (len(found.themes), count_all(found)["texts"]["all"], len(found.leftover)) == (1, 1, 0)
    assert found.themes["size_responses"].tolist() == [12]


def test_answers__of_numbers_or_emoji_alone__are_counted_as_without_substance() -> None:
    for texts in (["1", "22 33", "3.14", "£500", "٣٤٥"], ["🙂", "👍🏽👍🏽"]):
        counts = count_all(analyse_whole(make_items(texts), with_vectors=False))["rows"]
        assert counts["no_substance"] + counts["unreadable"] == len(texts) and counts["analysed"] == 0


@pytest.mark.soak
def test_answer__of_fifty_thousand_words__is_carried_through(tmp_path: Path) -> None:
    text = make_long_answer(50_000)
    items = make_items([text, *DOCTORS])
    found = analyse_whole(items, with_vectors=True)
    assert_whole(items, found)
    carry_on(found)
    assert found.segments.loc[found.segments["item_id"] == "1", "end"].max() == len(text)
    assert_files(found, tmp_path / "out")


def test_answer__of_fifty_thousand_words__has_every_one_in_a_segment() -> None:
    text = make_long_answer(50_000)
    found = analyse_whole(make_items([text]), with_vectors=False)
    said = [word for part in found.segments["text"] for word in part.split()]
    assert len(text.split()) >= 50_000 and said == text.split()


@pytest.mark.parametrize(
    ("name", "with_vectors"),
    [
        ("all of these", True),
        ("unknown scripts", False),
        *(pytest.param(name, one, marks=FULLY) for name in CONDITIONS for one in (False, True)),
    ],
)
def test_analysis__of_answers_in_another_order__finds_the_same(name: str, with_vectors: bool) -> None:
    items = make_items(CONDITIONS[name])
    found = analyse_whole(items, with_vectors=with_vectors)
    assert describe(found) == describe(analyse_whole(items, with_vectors=with_vectors))
    shuffled = items.iloc[random.Random(1).sample(range(len(items)), len(items))].reset_index(drop=True)
    other = analyse_whole(shuffled, with_vectors=with_vectors)
    assert_whole(shuffled, other)
    assert describe(other) == describe(found)


def test_frames__of_answers_in_any_order__are_in_the_order_given() -> None:
    items = make_items([*reversed(PLAIN), *CONDITIONS["one letter from all"], PLAIN[0]])
    found = analyse_whole(items, with_vectors=True)
    places = {item_id: number for number, item_id in enumerate(items["id"])}
    for frame in (found.segments, found.assignments, found.codings, found.campaigns):
        given = frame["item_id"].map(places)
        assert len(frame) and given.is_monotonic_increasing
    assert list(found.leftover) == [one for one in found.segments["segment_id"] if one in found.leftover]


def test_repeated_id__wherever_its_text_would_stand__has_its_first_row_analysed() -> None:
    for texts in (("b rents are high", "a doctors are far"), ("a doctors are far", "b rents are high")):
        found = analyse_whole(make_items([*texts, HOUSING[0]], id=["x", "x", "y"]), with_vectors=False)
        assert found.segments["text"].iloc[0] == texts[0]
        assert found.results["bucket"].tolist()[:2] == [columns.ANALYSED, columns.DUPLICATE_ID]


def test_group__named_as_all_are_in_tables__is_refused_by_name() -> None:
    items = make_items(PLAIN, group=["(all)", "council"] * (len(PLAIN) // 2))
    with pytest.raises(errors.WrongValues, match=r"column group: \(all\) stands for all groups"):
        analyse_whole(items, with_vectors=False)


@pytest.mark.parametrize("column", ["id", "respondent_id", "question_id", "language", "group"])
@pytest.mark.parametrize("bad", ["a\x00", "\ud800b", "a\x1b[31m"])
def test_names__with_control_characters__are_refused_by_column(column: str, bad: str) -> None:
    items = make_items(list(HOUSING))
    items[column] = [bad, *items[column][1:]]
    with pytest.raises(errors.WrongValues, match=rf"column {column}: it holds control characters \(rows 0\)"):
        analyse_whole(items, with_vectors=False)


@pytest.mark.parametrize("with_vectors", [False, pytest.param(True, marks=FULLY)])
def test_codebook__of_two_thousand_codes__is_used_whole(with_vectors: bool, tmp_path: Path) -> None:
    items = make_items([PLAIN[0], MARKUP[0]])
    found = analyse_whole(items, with_vectors=with_vectors, codebook=make_book(MAX_CODES))
    assert_whole(items, found)
    assert len(found.codebook.codes) == 2_000 and len(found.codings)
    assert found.codings.groupby("segment_id").size().max() <= 2 * MOST_EACH_FACET
    assert count_all(found)["codings"]["left_out"] == sum(found.codings_left_out.values()) > 0
    if with_vectors:
        assert_files(found, tmp_path / "out")
    with pytest.raises(errors.CodebookUnreadable, match="2001 codes, not 1 to 2000"):
        make_book(MAX_CODES + 1)


def test_codebook__of_hostile_labels__is_shown_as_written(tmp_path: Path) -> None:
    items = make_items(PLAIN)
    found = analyse_whole(items, with_vectors=True, codebook=make_book(20, hostile=True))
    assert_whole(items, found)
    assert_files(found, tmp_path / "out")


def test_code__named_as_all_are_in_tables__is_refused_with_its_row() -> None:
    with pytest.raises(errors.CodebookRowWrong, match=r"Row 2 .*\(all\)"):
        parse_codebook(b"code,label,description,key_phrases\n(all),All,Everything,\n", "book")


def make_decisions(*rows: tuple[object, object, object]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["segment_id", "code", "accepted"]).astype(object)


def score(found: Analysis, code: str) -> float:
    codings = found.codings
    return float(codings.loc[codings["code"] == code, "score"].sum())


def test_decisions__that_contradict_each_other__settle_between_those_that_agree() -> None:
    items = make_items([*HOUSING, *DOCTORS])
    ids = [f"{item_id}:1" for item_id in items["id"]]
    yes, no = ([(one, "housing", accepted) for one in ids] for accepted in (True, False))
    accepted, both, rejected = (
        analyse_whole(items, with_vectors=True, decisions=make_decisions(*rows))
        for rows in (yes, [*yes, *no], no)
    )
    assert_whole(items, both)
    assert score(rejected, "housing") < score(both, "housing") < score(accepted, "housing")


@pytest.mark.parametrize("bad", [None, float("nan"), pd.NA, "false", "", 2, [True]])
def test_decision__that_is_neither_yes_nor_no__is_refused_and_never_taken_for_yes(bad: object) -> None:
    rows = [("1:1", "housing", True), ("2:1", "housing", bad)]
    with pytest.raises(errors.DecisionsWrong, match=r"A032.*column accepted has wrong values \(rows 1\)"):
        read_decisions(make_decisions(*rows), ["1:1", "2:1"], [0, 1])


@pytest.mark.parametrize("bad", [None, 3, ["1:1"]])
@pytest.mark.parametrize("column", ["segment_id", "code"])
def test_decision__about_no_segment_or_code__is_refused_by_column(column: str, bad: object) -> None:
    row = {"segment_id": "1:1", "code": "housing", "accepted": True}
    decisions = pd.DataFrame([row, row | {column: bad}]).astype(object)
    with pytest.raises(errors.DecisionsWrong, match=rf"column {column} has wrong values \(rows 1\)"):
        read_decisions(decisions, ["1:1"], [0])


def test_decisions__about_what_is_not_there__change_nothing() -> None:
    items = make_items(PLAIN)
    gone = make_decisions(("999:1", "housing", True), ("1:1", "no_such_code", False))
    with_them = analyse_whole(items, with_vectors=False, decisions=gone)
    assert describe(with_them) == describe(analyse_whole(items, with_vectors=False))
    assert get_builtin_codebook() == with_them.codebook
