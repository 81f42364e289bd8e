"""Whether scores mean what they say: bands that add up, and nothing said of too few."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.calibration import LEAST_DECIDED, LEAST_IN_BAND, Calibration, Trust, calibrate

SCORES = (0.1, 0.3, 0.5, 0.7, 0.9)


def draw(shares: dict[float, float], each: int = 100) -> Calibration:
    """So many suggestions at each score, of which this share was accepted."""
    return calibrate((score, n < round(share * each)) for score, share in shares.items() for n in range(each))


def test_bands__of_scores_on_their_edges__are_the_ones_above_and_hold_one() -> None:
    found = calibrate([(0.0, False), (0.2, True), (0.1999999, True), (0.4, False), (0.8, True), (1.0, True)])
    assert [(one.low, one.decided, one.accepted) for one in found.bands] == [
        (0.0, 1, 0),
        (0.2, 2, 2),  # compared as rounded
        (0.4, 1, 0),
        (0.6, 0, 0),
        (0.8, 2, 2),
    ]
    assert found.bands[3].share is None and found.bands[3].mean_score is None


@pytest.mark.parametrize(
    ("shares", "trust"),
    [
        ({score: score for score in SCORES}, Trust.AS_SAID),
        ({0.1: 0.1, 0.3: 0.3, 0.5: 0.2, 0.7: 0.4, 0.9: 0.6}, Trust.TOO_HIGH),
        ({0.1: 0.4, 0.3: 0.6, 0.5: 0.5, 0.7: 0.7, 0.9: 0.9}, Trust.TOO_LOW),
        ({0.1: 0.5, 0.3: 0.3, 0.5: 0.5, 0.7: 0.7, 0.9: 0.5}, Trust.NEITHER),
    ],
)
def test_trust__with_enough_decided__follows_what_people_accepted(
    shares: dict[float, float], trust: Trust
) -> None:
    assert draw(shares).trust is trust


def test_trust__one_decision_short__is_not_said_and_names_what_is_missing() -> None:
    few = calibrate([(0.9, False)] * (LEAST_DECIDED - 1))
    assert (few.trust, few.needed) == (Trust.TOO_FEW, 1)
    enough = calibrate([(0.9, False)] * LEAST_DECIDED)
    assert (enough.trust, enough.needed) == (Trust.TOO_HIGH, 0)


def test_band__with_too_few_decided__says_nothing_about_scores() -> None:
    many = [(0.3, n < 30) for n in range(LEAST_DECIDED)]
    few = [(0.9, False)] * (LEAST_IN_BAND - 1)
    assert calibrate([*many, *few]).trust is Trust.AS_SAID
    assert calibrate([*many, *few, few[0]]).trust is Trust.TOO_HIGH


def test_trust__of_scores_that_are_right__is_denied_at_most_once_in_twenty() -> None:
    drawn = random.Random(7)
    denied = 0
    for _ in range(400):
        scores = [drawn.random() for _ in range(200)]
        denied += calibrate((one, drawn.random() < one) for one in scores).trust is not Trust.AS_SAID
    assert denied <= 20


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=200))
def test_bands__of_anything__add_up(decided: list[tuple[float, bool]]) -> None:
    found = calibrate(decided)
    assert sum(one.decided for one in found.bands) == len(decided) == found.decided
    assert sum(one.accepted for one in found.bands) == sum(accepted for _, accepted in decided)
    assert found == calibrate(reversed(decided)), "their order says nothing"
    assert found.needed == 0 or found.trust is Trust.TOO_FEW
