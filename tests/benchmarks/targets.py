"""One way to print a figure beside its target: with its interval where it has one, and whether it is met."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.tables.intervals import Interval, find_share

LEAST, UNDER, MOST = ("at least", float.__ge__), ("under", float.__lt__), ("at most", float.__le__)
Kind = tuple[str, Callable[[float, float], bool]]


@dataclass(frozen=True)
class Target:
    """What is wanted: a value that a figure is to reach (LEAST), or to stay under (UNDER, MOST)."""

    value: float
    kind: Kind = LEAST

    def judge(self, value: float) -> str:
        """Say the target and whether a figure meets it; one that is no number does not."""
        words, fine = self.kind
        return f"target {words} {self.value:g}: {'met' if fine(float(value), self.value) else 'NOT MET'}"


def say_figure(
    name: str,
    value: float,
    target: Target | None = None,
    *,
    interval: tuple[float, float] | None = None,
    beside: str = "",
    digits: int = 3,
) -> str:
    """Say a figure. interval: the ends of its 95% interval; beside: what else is to be read with it."""
    ends = "" if interval is None else f" ({interval[0]:.{digits}f} to {interval[1]:.{digits}f})"
    rest = [one for one in (beside, target.judge(value) if target else "") if one]
    return f"{name}: {value:.{digits}f}{ends}{'; ' if rest else ''}{'; '.join(rest)}"


def show_figure(name: str, value: float, target: Target | None = None, **given: object) -> None:
    """Print a figure at once."""
    print(say_figure(name, value, target, **given), flush=True)  # type: ignore[arg-type]


def show_share(name: str, count: int, base: int, target: Target | None = None, *, beside: str = "") -> None:
    """Print a share with Wilson's interval; of nothing there is none, and no target is met."""
    found = find_share(count, base) or Interval(float("nan"), float("nan"), float("nan"))
    counts = "; ".join(one for one in (f"{count} of {base}", beside) if one)
    show_figure(name, found.value, target, interval=(found.low, found.high), beside=counts)


def say_runs(values: Sequence[float], unit: str, *, digits: int = 1) -> str:
    """Say the median of several runs and their range; that there was one run, where there was one."""
    ranked = sorted(values)
    middle = (ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2
    if len(ranked) == 1:
        return f"{middle:.{digits}f} {unit} (single run)"
    low, high = ranked[0], ranked[-1]
    return f"{middle:.{digits}f} {unit} (median of {len(ranked)} runs, {low:.{digits}f} to {high:.{digits}f})"
