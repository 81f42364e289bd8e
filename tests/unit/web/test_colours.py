import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.web.colours import (
    DARK_QUIET,
    ENOUGH,
    INK,
    WHITE,
    choose_text,
    is_colour,
    lighten_for_dark,
    measure_contrast,
    mix,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)],
)
def test_contrast__known_pairs__has_the_published_value(one: str, other: str, ratio: float) -> None:
    assert measure_contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(colours, colours)
def test_contrast__any_pair__is_the_same_both_ways_and_within_bounds(one: str, other: str) -> None:
    assert measure_contrast(one, other) == measure_contrast(other, one)
    assert 1 <= measure_contrast(one, other) <= 21


@given(colours)
def test_dark_shade__any_colour__can_be_read_on_the_dark_staff_area(colour: str) -> None:
    assert measure_contrast(lighten_for_dark(colour), DARK_QUIET) >= ENOUGH


@given(colours)
def test_text__any_ground__is_the_better_of_white_and_ink(ground: str) -> None:
    chosen = measure_contrast(choose_text(ground), ground)
    assert chosen == max(measure_contrast(WHITE, ground), measure_contrast(INK, ground))


def test_mix__half_of_each__lies_between() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#123456", "#ffffff", 0) == "#123456"


@pytest.mark.parametrize("text", ["#12345", "red", "#12345G", "#ABCDEF", "", "#1234567", "#123456\n"])
def test_is_colour__other_forms__are_refused(text: str) -> None:
    assert not is_colour(text)
