"""What benchmarks print beside their targets: met or NOT MET, with the interval, and how many runs."""

import pytest

from tests.benchmarks.targets import MOST, UNDER, Target, say_figure, say_runs, show_share


@pytest.mark.parametrize(
    ("value", "target", "words"),
    [
        (0.81, Target(0.81), "target at least 0.81: met"),
        (0.8099, Target(0.81), "target at least 0.81: NOT MET"),
        (0.05, Target(0.05, UNDER), "target under 0.05: NOT MET"),
        (0.5, Target(0.5, MOST), "target at most 0.5: met"),
        (float("nan"), Target(0.5), "target at least 0.5: NOT MET"),
        (float("nan"), Target(0.5, UNDER), "target under 0.5: NOT MET"),
    ],
)
def test_figure__beside_its_target__says_whether_it_is_met(value: float, target: Target, words: str) -> None:
    assert target.judge(value) == words


def test_figure__with_interval_and_more__says_all_in_one_line() -> None:
    said = say_figure("NMI", 0.4712, Target(0.46), interval=(0.41, 0.52), beside="100 texts")
    assert said == "NMI: 0.471 (0.410 to 0.520); 100 texts; target at least 0.46: met"
    assert say_figure("NMI", 0.4712) == "NMI: 0.471"


def test_share__of_all_and_of_nothing__has_wilsons_interval_or_meets_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_share("recall", 10, 10, Target(0.9))
    show_share("recall", 0, 0, Target(0.9))
    first, second = capsys.readouterr().out.splitlines()
    assert first == "recall: 1.000 (0.722 to 1.000); 10 of 10; target at least 0.9: met"
    assert "0 of 0" in second and "NOT MET" in second


def test_runs__several_or_one__say_median_and_range_or_that_it_was_one() -> None:
    assert say_runs([3.0, 1.0, 2.0], "s") == "2.0 s (median of 3 runs, 1.0 to 3.0)"
    assert say_runs([2.0], "s") == "2.0 s (single run)"
