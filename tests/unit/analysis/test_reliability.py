"""Reliability of tags: against published worked examples, and nothing said where nothing can be."""

import json
import math
from dataclasses import asdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from analysis import columns
from analysis.errors import WrongSetting
from analysis.reliability.agreeing import MISSING, find_alphas, find_kappas, gather_patterns, make_nominal
from analysis.reliability.drawing import draw_sample
from analysis.reliability.frames import BLIND_CODED
from analysis.reliability.measuring import measure_reliability
from analysis.reliability.sets import find_distance
from analysis.reliability.standings import MIN_SEGMENTS, Reason, Reliability, Standing, judge


def make_values(*coders: str) -> np.ndarray:
    """A row for each unit; a dot is a value that is missing."""
    known = sorted(set("".join(coders)) - {"."})
    return np.array(
        [[MISSING if one == "." else known.index(one) for one in unit] for unit in zip(*coders, strict=True)]
    )


def find_alpha(values: np.ndarray) -> float:
    patterns = gather_patterns(values)
    distances = make_nominal(int(values.max()) + 1)
    return float(find_alphas(patterns, patterns.counts[None, :], distances)[0])


def make_coded(*given: tuple[str, str], language: str = "en", each: int = 1) -> pd.DataFrame:
    """A row for each coder and passage; each pair are the tags that A and B gave. each: of one respondent."""
    rows = [
        {
            "segment_id": f"s{number:04d}",
            "respondent_id": f"r{number // each:04d}",
            "language": language,
            "coder": coder,
            "codes": codes,
        }
        for number, pair in enumerate(given)
        for coder, codes in zip("AB", pair, strict=True)
    ]
    return columns.make_frame(rows, BLIND_CODED)


def pick(found: list[Reliability], code: str, language: str = columns.ALL) -> Reliability:
    return next(one for one in found if (one.code, one.language) == (code, language))


# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A, B and C.
@pytest.mark.parametrize(
    ("coders", "published"),
    [
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
    ids=["A binary, two observers", "B nominal, two observers", "C four observers, missing values"],
)
def test_alpha__published_examples__come_out_the_same(coders: tuple[str, ...], published: float) -> None:
    assert find_alpha(make_values(*coders)) == pytest.approx(published, abs=0.0005)


def test_kappa__of_drawn_values__is_what_scikit_learn_finds() -> None:
    drawn = np.random.default_rng(3).integers(0, 3, size=(80, 2))
    drawn[:50, 1] = drawn[:50, 0]
    patterns = gather_patterns(drawn)

    kappa = find_kappas(patterns, patterns.counts[None, :], make_nominal(3))[0]

    assert kappa == pytest.approx(cohen_kappa_score(drawn[:, 0], drawn[:, 1]))


def test_kappa__textbook_table_of_fifty__is_forty_hundredths() -> None:
    """The grant example in Wikipedia's "Cohen's kappa": 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: .40."""
    found = measure_reliability(
        make_coded(*[("y", "y")] * 20, *[("y", "")] * 5, *[("", "y")] * 10, *[("", "")] * 15), ["y"]
    )

    one = pick(found, "y")
    assert one.kappa is not None and one.kappa.value == pytest.approx(0.4)
    assert one.agreement is not None and one.agreement.value == pytest.approx(0.7)
    assert one.kappa.low < 0.4 < one.kappa.high and one.standing is Standing.BELOW
    assert (one.segments, one.used) == (50, 35)


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [
        ("a|b", "a|b", 0.0),
        ("a", "a|b", 1 - 1 / 2 * 2 / 3),
        ("a|b", "b|c", 1 - 1 / 3 * 1 / 3),
        ("a", "b", 1.0),
        ("", "a", 1.0),
        ("", "", 0.0),
    ],
)
def test_distance_of_sets__by_how_they_overlap__is_masi(first: str, second: str, distance: float) -> None:
    sets = [frozenset(filter(None, one.split("|"))) for one in (first, second)]
    assert find_distance(*sets) == pytest.approx(distance)


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ([("y", "y"), ("", "")] * 10, Reason.TOO_FEW),
        ([("", "")] * 40, Reason.ALL_SAME),
        ([("y", "y")] * 40, Reason.ALL_SAME),
        ([("y", "y")] * 4 + [("", "")] * 40, Reason.TOO_RARE),
    ],
)
def test_a_tag__with_too_little_to_go_by__is_said_nothing_of(
    pairs: list[tuple[str, str]], reason: Reason
) -> None:
    one = pick(measure_reliability(make_coded(*pairs), ["y"]), "y")

    assert (one.standing, one.reason) == (Standing.NOT_SAID, reason)
    assert one.alpha is None and one.kappa is None


def test_a_tag__with_one_coder_or_no_passage_in_common__is_said_nothing_of() -> None:
    coded = make_coded(*[("y", ""), ("", "y")] * 40)
    alone = measure_reliability(coded[coded["coder"] == "A"], ["y"])
    keys = coded["segment_id"].str[1:].astype(int) % 2
    apart = measure_reliability(coded[(coded["coder"] == "A") == (keys == 0)], ["y"])

    assert {one.reason for one in alone} == {Reason.ONE_CODER}
    assert {one.reason for one in apart} == {Reason.NO_OVERLAP}
    assert [one.code for one in measure_reliability(coded.iloc[:0], ["y"])] == [columns.ALL, "y"]


def test_a_tag__that_one_of_the_two_never_gave__has_an_alpha_and_no_kappa() -> None:
    one = pick(measure_reliability(make_coded(*[("y", ""), ("", "")] * 20), ["y"]), "y")

    assert one.kappa is None and one.alpha is not None and one.standing is Standing.BELOW


def test_a_tag__given_alike_throughout__is_reliable_but_not_certain() -> None:
    one = pick(measure_reliability(make_coded(*[("y", "y"), ("", "")] * 20), ["y"]), "y")

    assert one.alpha is not None and one.alpha.value == one.alpha.high == 1.0
    assert 0.7 < one.alpha.low < 0.9 and one.standing is Standing.RELIABLE


def test_interval__of_passages_that_are_alike_in_a_respondent__is_wider_than_of_others() -> None:
    pairs = [pair for pair in [("y", "y"), ("", ""), ("y", ""), ("", "")] * 8 for _ in range(5)]
    apart, alike = (pick(measure_reliability(make_coded(*pairs, each=each), ["y"]), "y") for each in (1, 5))

    assert apart.alpha and alike.alpha and apart.kappa and alike.kappa
    assert (apart.alpha.value, apart.kappa.value) == (alike.alpha.value, alike.kappa.value)
    for narrow, wide in ((apart.alpha, alike.alpha), (apart.kappa, alike.kappa)):
        ratio = (wide.high - wide.low) / (narrow.high - narrow.low)
        assert 1.7 < ratio < 2.8, "five alike tell as much as one: the root of five is 2.2"


def test_interval__of_passages_of_few_respondents__is_not_given() -> None:
    pairs = [("y", "y"), ("", ""), ("y", ""), ("", "")] * 15
    few, enough = (pick(measure_reliability(make_coded(*pairs, each=each), ["y"]), "y") for each in (7, 6))

    assert (few.reason, few.alpha) == (Reason.FEW_RESPONDENTS, None) and few.agreement is not None
    assert enough.alpha is not None


def test_languages__in_any_order_of_rows__are_measured_apart() -> None:
    english = make_coded(*[("y|z", "y|z"), ("", "")] * 20)
    arabic = make_coded(*[("y", "z"), ("z", "y|z")] * 20, language="ar")
    arabic["segment_id"] = "r" + arabic["segment_id"]
    coded = pd.concat([english, arabic], ignore_index=True)

    found = measure_reliability(coded, ["y", "z"])

    assert [one.language for one in found] == [columns.ALL] * 3 + ["ar"] * 3 + ["en"] * 3
    assert pick(found, columns.ALL, "en").standing is Standing.RELIABLE
    assert pick(found, columns.ALL, "ar").standing is Standing.BELOW
    assert measure_reliability(coded.sample(frac=1, random_state=2), ["y", "z"]) == found


@pytest.mark.parametrize(
    ("alpha", "standing"),
    [
        (0.8, Standing.RELIABLE),
        (0.799, Standing.TENTATIVE),
        (0.667, Standing.TENTATIVE),
        (0.666, Standing.BELOW),
    ],
)
def test_judge__at_the_limits__says_the_word(alpha: float, standing: Standing) -> None:
    assert judge(alpha) is standing


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from(["", "y", "z", "y|z"])] * 2), max_size=MIN_SEGMENTS + 15))
def test_tags__given_in_any_way__come_out_as_numbers_in_order_or_not_at_all(
    pairs: list[tuple[str, str]],
) -> None:
    for one in measure_reliability(make_coded(*pairs), ["y", "z"]):
        assert (one.alpha is None) == (one.standing is Standing.NOT_SAID) == bool(one.reason)
        for found in (one.agreement, one.kappa, one.alpha):
            assert found is None or found.low <= found.value <= found.high <= 1.0
        assert not any(isinstance(value, float) and math.isnan(value) for value in asdict(one).values())
        json.dumps(asdict(one), allow_nan=False)


def test_sample__drawn_twice_in_another_order__is_the_same_and_takes_from_every_language() -> None:
    passages = [(f"e{number}", "en") for number in range(100)] + [(f"t{number}", "ti") for number in range(4)]

    drawn = draw_sample(passages, share_pct=20, seed="x")

    assert drawn == draw_sample(reversed(passages), share_pct=20, seed="x")
    assert drawn != draw_sample(passages, share_pct=20, seed="y")
    assert sum(one.startswith("e") for one in drawn) == 20 and sum(one.startswith("t") for one in drawn) == 1
    assert drawn != sorted(drawn)


@pytest.mark.parametrize("share_pct", [9, 26])
def test_sample__of_too_small_or_large_a_share__is_refused(share_pct: int) -> None:
    with pytest.raises(WrongSetting):
        draw_sample([("a", "en")], share_pct=share_pct, seed="x")
