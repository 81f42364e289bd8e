"""The whole analysis on mixtures of what breaks careless ones: a few in each run, many with --soak."""

import random
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analysis import columns
from analysis.codebook import get_builtin_codebook
from analysis.models import open_models
from analysis.reliability.frames import BLIND_CODED
from analysis.reliability.measuring import measure_reliability
from analysis.suggesting import Proposing, suggest_again
from tests.unit.analysis.analysis_material import WordEmbedder, make_models
from tests.unit.analysis.hostile_texts import any_group, any_language, any_text
from tests.unit.analysis.item_frames import steady
from tests.unit.analysis.whole_analysis import (
    QUICK,
    analyse_whole,
    assert_files,
    assert_whole,
    carry_on,
    describe,
)

FEW, MANY = 2, 100
WITHOUT_SHRINKING = (Phase.explicit, Phase.generate)
"""A mixture that fails is shown as it was drawn: making it smaller would take many minutes."""
CODES = [one.code for one in get_builtin_codebook().codes][:6]


@st.composite
def make_answers(draw: st.DrawFn) -> pd.DataFrame:
    """Draw up to a dozen answers, some of them several times, of some respondents, openly or locked."""
    rows = draw(st.lists(st.tuples(any_text, any_language, any_group, st.booleans()), max_size=12))
    rows += draw(st.lists(st.sampled_from(rows), max_size=8)) if rows else []
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
        }
        for number, ((text, language, group, sealed), person) in enumerate(zip(rows, who, strict=True))
    ]
    return columns.make_frame(found, columns.ITEMS)


@st.composite
def make_decisions(draw: st.DrawFn) -> list[tuple[int, str, bool]]:
    """Draw decisions about segments by their number, some of them against each other."""
    return draw(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(CODES), st.booleans()), max_size=12))


def assert_all_holds(
    items: pd.DataFrame, decided: list[tuple[int, str, bool]], seed: int, *, with_vectors: bool, english: Any
) -> None:
    """Assert of one mixture all that must hold of any."""
    decisions = name_decisions(items, decided)
    found = analyse_whole(items, with_vectors=with_vectors, decisions=decisions, english=english)
    assert_whole(items, found)
    carry_on(found)
    if not items["sealed"].any():
        with tempfile.TemporaryDirectory() as folder:
            assert_files(found, Path(folder) / "out")
    shuffled = items.iloc[random.Random(seed).sample(range(len(items)), len(items))].reset_index(drop=True)
    again = analyse_whole(shuffled, with_vectors=with_vectors, decisions=decisions, english=english)
    assert describe(again) == describe(found)
    models = make_models(WordEmbedder() if with_vectors else None)
    same = suggest_again(shuffled, Proposing(get_builtin_codebook(), QUICK, models, decisions))
    pd.testing.assert_frame_equal(same.codings, again.codings)


def name_decisions(items: pd.DataFrame, decided: list[tuple[int, str, bool]]) -> pd.DataFrame:
    """Make decisions about the first segments of answers; those about others are about nothing."""
    ids = dict(enumerate(items["id"]))
    rows = [(f"{ids.get(number, 'gone')}:1", code, accepted) for number, code, accepted in decided]
    return pd.DataFrame(rows, columns=["segment_id", "code", "accepted"])


@given(items=make_answers(), decided=make_decisions(), seed=st.integers(0, 9))
@settings(steady, max_examples=FEW, phases=WITHOUT_SHRINKING, suppress_health_check=list(HealthCheck))
def test_mixture__of_hostile_answers__is_analysed_whole(
    items: pd.DataFrame, decided: list[tuple[int, str, bool]], seed: int
) -> None:
    assert_all_holds(items, decided, seed, with_vectors=True, english=None)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("with_vectors", [False, True])
@given(items=make_answers(), decided=make_decisions(), seed=st.integers(0, 9))
@settings(steady, max_examples=MANY, phases=WITHOUT_SHRINKING, suppress_health_check=list(HealthCheck))
def test_mixtures__many_with_the_english_model__are_analysed_whole(
    items: pd.DataFrame, decided: list[tuple[int, str, bool]], seed: int, with_vectors: bool
) -> None:
    english = open_models().english
    assert_all_holds(items, decided, seed, with_vectors=with_vectors, english=english)


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
