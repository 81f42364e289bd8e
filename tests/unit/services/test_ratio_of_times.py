"""How the benchmark of return numbers compares: a ratio of medians, with an interval that holds it."""

import pytest

from tests.benchmarks.bench_return_numbers import compare


@pytest.mark.parametrize(("one", "other", "wanted"), [((2.0,) * 9, (1.0,) * 9, 2.0), ((3.0,), (3.0,), 1.0)])
def test_ratio__of_times_that_do_not_vary__is_exact(
    one: tuple[float, ...], other: tuple[float, ...], wanted: float
) -> None:
    assert compare(one, other) == (wanted, wanted, wanted)


def test_ratio__of_times_that_vary__lies_inside_its_interval_and_is_the_same_each_time() -> None:
    one, other = [0.9, 1.0, 1.1, 1.2, 1.4], [0.8, 1.0, 1.0, 1.1, 1.3]
    ratio, low, high = compare(one, other)
    assert low < ratio < high
    assert compare(one, other) == (ratio, low, high)
