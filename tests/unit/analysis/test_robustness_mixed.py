"""The whole analysis on mixtures of what breaks careless ones: small ones in each run, large with --soak."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import columns
from analysis.codebook import MAX_CODES, get_builtin_codebook
from analysis.models import open_models
from analysis.reliability.frames import BLIND_CODED
from analysis.reliability.measuring import measure_reliability
from analysis.results import Analysis
from analysis.suggesting import Proposing, suggest_again
from tests.unit.analysis.analysis_material import WordEmbedder, make_models
from tests.unit.analysis.hostile_books import make_book
from tests.unit.analysis.hostile_texts import any_group, any_language, any_text, make_long_answer
from tests.unit.analysis.item_frames import steady
from tests.unit.analysis.whole_analysis import (
    QUICK,
    analyse_whole,
    assert_files,
    assert_whole,
    carry_on,
    describe,
)

EACH, MANY, LARGE = 5, 100, 10
"""Small mixtures for each thing that must hold, in each run; mixtures, and large ones, with --soak."""
LONG_WORDS = 50_000
CODES = [one.code for one in get_builtin_codebook().codes][:6]
Decided = list[tuple[int, str, bool]]
often = settings(steady, suppress_health_check=list(HealthCheck))


@st.composite
def make_answers(draw: st.DrawFn, most: int = 12, *, long: bool = False) -> pd.DataFrame:
    """Draw so many answers, some of them several times, of some respondents, openly or locked.

    Some draws are of one language, declared or not. long: one answer may have as many words as a book.
    """
    languages = draw(st.sampled_from([any_language, any_language, st.just(""), st.just("cy")]))
    rows = draw(st.lists(st.tuples(any_text, languages, any_group, st.booleans()), max_size=most))
    rows += draw(st.lists(st.sampled_from(rows), max_size=most // 2)) if rows else []
    if long:
        words = draw(st.integers(1, LONG_WORDS) | st.just(LONG_WORDS))
        rows.append((make_long_answer(words), draw(any_language), draw(any_group), draw(st.booleans())))
    who = draw(st.lists(st.integers(0, 9), min_size=len(rows), max_size=len(rows)))
    found = [
        {
            "id": f"a{number}",
            "respondent_id": f"r{person}",
            "question_id": f"q{number % 2}",
            "text": text,
            "language": language,
            "group": group,
            "sealed": sealed and number % 3 == 0,
            "settled": False,
        }
        for number, ((text, language, group, sealed), person) in enumerate(zip(rows, who, strict=True))
    ]
    return columns.make_frame(found, columns.ITEMS)


@st.composite
def make_decisions(draw: st.DrawFn) -> Decided:
    """Draw decisions about segments by their number, some of them against each other."""
    return draw(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(CODES), st.booleans()), max_size=12))


def assert_files_hold(found: Analysis, _run: Callable[[pd.DataFrame], Analysis]) -> None:
    """Assert that files of what is open hold; those of locked answers are never written."""
    if not found.items["sealed"].any():
        with tempfile.TemporaryDirectory() as folder:
            assert_files(found, Path(folder) / "out")


def assert_any_order(found: Analysis, run: Callable[[pd.DataFrame], Analysis]) -> None:
    """Assert that the same answers in another order give the same."""
    order = random.Random(len(found.segments)).sample(range(len(found.items)), len(found.items))
    assert describe(run(found.items.iloc[order].reset_index(drop=True))) == describe(found)


CHECKS: dict[str, Callable[[Analysis, Callable[[pd.DataFrame], Analysis]], None]] = {
    "further": lambda found, _run: carry_on(found),
    "files": assert_files_hold,
    "order": assert_any_order,
}


def assert_all_holds(
    items: pd.DataFrame, decided: Decided, *, with_vectors: bool, checks: Any = tuple(CHECKS), **given: Any
) -> None:
    """Assert of one mixture all that must hold of any, and these checks."""
    decisions = name_decisions(items, decided)

    def run(some: pd.DataFrame) -> Analysis:
        return analyse_whole(some, with_vectors=with_vectors, decisions=decisions, **given)

    found = run(items)
    assert_whole(items, found)
    for name in checks:
        CHECKS[name](found, run)
    book = given.get("codebook") or get_builtin_codebook()
    models = make_models(WordEmbedder() if with_vectors else None)
    same = suggest_again(items, Proposing(book, QUICK, models, decisions))
    pd.testing.assert_frame_equal(same.codings, found.codings)


def name_decisions(items: pd.DataFrame, decided: list[tuple[int, str, bool]]) -> pd.DataFrame:
    """Make decisions about the first segments of answers; those about others are about nothing."""
    ids = dict(enumerate(items["id"]))
    rows = [(f"{ids.get(number, 'gone')}:1", code, accepted) for number, code, accepted in decided]
    return pd.DataFrame(rows, columns=["segment_id", "code", "accepted"])


@pytest.mark.parametrize("check", CHECKS)
@given(items=make_answers(5), decided=make_decisions())
@settings(often, max_examples=EACH)
def test_mixture__of_hostile_answers__is_analysed_whole(
    items: pd.DataFrame, decided: Decided, check: str
) -> None:
    assert_all_holds(items, decided, with_vectors=True, checks=[check])


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("with_vectors", [False, True])
@given(items=make_answers(), decided=make_decisions())
@settings(often, max_examples=MANY)
def test_mixtures__many_with_the_english_model__are_analysed_whole(
    items: pd.DataFrame, decided: Decided, with_vectors: bool
) -> None:
    assert_all_holds(items, decided, with_vectors=with_vectors, english=open_models().english)


@pytest.mark.soak
@pytest.mark.timeout(0)
@given(items=make_answers(long=True), decided=make_decisions(), with_vectors=st.booleans())
@settings(often, max_examples=LARGE)
def test_mixtures__with_an_answer_as_long_as_a_book__are_analysed_whole(
    items: pd.DataFrame, decided: Decided, with_vectors: bool
) -> None:
    assert_all_holds(items, decided, with_vectors=with_vectors)


@pytest.mark.soak
@pytest.mark.timeout(0)
@given(
    items=make_answers(),
    codes=st.integers(1, MAX_CODES) | st.just(MAX_CODES),
    hostile=st.booleans(),
    with_vectors=st.booleans(),
)
@settings(often, max_examples=LARGE)
def test_mixtures__with_up_to_two_thousand_codes__are_analysed_whole(
    items: pd.DataFrame, codes: int, hostile: bool, with_vectors: bool
) -> None:
    book = make_book(codes, hostile=hostile)
    decided = [(number % 12, book.codes[number % codes].code, number % 3 == 0) for number in range(40)]
    assert_all_holds(items, decided, with_vectors=with_vectors, codebook=book)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 14),
            st.sampled_from(["en", "ar", "<b>", "(all)"]),
            st.sampled_from("ABC"),
            st.lists(st.sampled_from([*CODES[:2], "=1", "<b>"]), unique=True, max_size=3),
        ),
        max_size=60,
        unique_by=lambda row: (row[0], row[2]),
    )
)
@settings(steady, max_examples=10)
def test_reliability__of_any_contradictory_codings__says_a_number_or_why_not(rows: list[Any]) -> None:
    given_codes = [
        {
            "segment_id": f"s{segment}",
            "respondent_id": f"r{segment % 12}",
            "language": language,
            "coder": coder,
            "codes": "|".join(codes),
        }
        for segment, language, coder, codes in rows
    ]
    coded = columns.make_frame(given_codes, BLIND_CODED)
    found = measure_reliability(coded, [*CODES[:2], "=1", "<b>"])
    for one in found:
        assert (one.alpha is None) == bool(one.reason)
        for interval in (one.agreement, one.kappa, one.alpha):
            assert interval is None or -1 <= interval.low <= interval.value <= interval.high <= 1
    assert found == measure_reliability(coded.iloc[::-1].reset_index(drop=True), [*CODES[:2], "=1", "<b>"])
