"""Tables: how long protecting takes, and how often a difference is named where there is none.

Everything is drawn at random from a fixed seed, and nothing of it comes from real returns. For the empty data
each respondent raises a theme by one share whatever their sector; the tests see what readers see, with small
numbers hidden. One by one, each sector is tested against the others for each theme.
"""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.stats import fisher_exact

from analysis import columns
from analysis.columns import ALL
from analysis.tables.comparing import Comparison, ShownCount, compare_groups
from analysis.tables.protection import protect, protect_both

THRESHOLD = 5
THEMES = 20
SECTORS = (60, 45, 40, 30, 20, 12)
DATA_SETS = 400
SIZES = ((20, 8, 1.0), (200, 20, 5.0))
HIGHEST_PCT = 5.0


def add_totals(values: np.ndarray) -> np.ndarray:
    """Add the totals of rows as a last column."""
    return np.hstack([values, values.sum(axis=1, keepdims=True)])


def make_tally(values: np.ndarray) -> pd.DataFrame:
    """Make a tally of an array with bases in the first row and totals in the last column."""
    height, width = values.shape
    labels, groups = (
        [ALL, *(f"T{n:03}" for n in range(1, height))],
        [*(f"g{n:02}" for n in range(width - 1)), ALL],
    )
    frame = {"label": np.repeat(labels, width), "group": np.tile(groups, height), "count": values.ravel()}
    base = np.tile(values[0], height)
    share = np.round(100 * values.ravel() / np.maximum(base, 1), 1)
    return columns.check(pd.DataFrame(frame | {"base": base, "share_pct": share}), columns.TALLY)


def compare(shown: pd.DataFrame) -> list[Comparison]:
    """Compare what a protected table shows."""
    rows: dict[str, list[ShownCount]] = {}
    parts = shown[(shown["label"] != ALL) & (shown["group"] != ALL)]
    names = ["label", "group", "count", "base"]
    for label, group, *numbers in parts[names].itertuples(index=False, name=None):
        count, base = (None if pd.isna(number) else int(number) for number in numbers)
        rows.setdefault(label, []).append(ShownCount(group, count, base))
    return compare_groups(rows)


def draw_empty(rng: np.random.Generator) -> np.ndarray:
    """Draw themes that no sector raises more than another."""
    bases = np.array(SECTORS)
    shares = rng.uniform(0.05, 0.6, size=THEMES)
    return add_totals(np.vstack([bases, rng.binomial(bases, shares[:, None])]))


def draw_parts(rng: np.random.Generator, height: int, width: int) -> list[np.ndarray]:
    """Draw a table of sparse codes with and without shared wording."""
    own_base, shared_base = rng.integers(5, 60, size=(2, width))
    own = rng.binomial(own_base, rng.uniform(0, 0.3, size=(height, 1)))
    shared = rng.binomial(shared_base, rng.uniform(0, 0.2, size=(height, 1)))
    layers = [np.vstack(pair) for pair in (([own_base], own), ([shared_base], shared))]
    return [add_totals(layers[0] + layers[1]), add_totals(layers[0])]


def look_one_by_one(values: np.ndarray) -> bool:
    """Whether any sector differs from the others on any theme by p of at most .05, uncorrected."""
    bases, whole = values[0, :-1], values[0, -1]
    for row in values[1:]:
        for count, base in zip(row[:-1], bases, strict=True):
            rest = row[-1] - count, whole - base - (row[-1] - count)
            if fisher_exact([[count, base - count], rest]).pvalue <= 0.05:
                return True
    return False


def name_any(values: np.ndarray) -> bool:
    """Whether the page would name any difference."""
    return any(one.differs for one in compare(protect(make_tally(values), THRESHOLD)))


def measure_false(sets: int, look: Callable[[np.ndarray], bool]) -> float:
    """The share of empty data sets in which a difference is found, in per cent."""
    rng = np.random.default_rng(7)
    return 100 * sum(look(draw_empty(rng)) for _ in range(sets)) / sets


def main() -> None:
    """Print each figure with its target."""
    rng = np.random.default_rng(11)
    for height, width, target in SIZES:
        every, own = map(make_tally, draw_parts(rng, height, width))
        started = time.perf_counter()
        shown, _ = protect_both(every, own, THRESHOLD)
        protected = time.perf_counter() - started
        compare(shown)
        both = time.perf_counter() - started
        print(f"{height} labels x {width} groups, with and without campaigns: protected in {protected:.2f} s")
        print(f"  and compared in {both:.2f} s in all (target under {target:g} s)")
    print(f"false differences, one by one: {measure_false(100, look_one_by_one):.0f}% of 100 empty data sets")
    corrected = measure_false(DATA_SETS, name_any)
    print(f"false differences, corrected: {corrected:.1f}% of {DATA_SETS} (target {HIGHEST_PCT:g}% or less)")


if __name__ == "__main__":
    main()
