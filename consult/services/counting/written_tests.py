"""The tests of a table in a file and under a table of a draft: how great a difference is, and whose."""

from collections.abc import Sequence

from analysis.tables.comparing import Comparison
from analysis.tables.intervals import Interval
from consult.services.counting.contrasting import Tabulated

Written = str | int | float | None
COLUMNS = (
    "p",
    "p corrected",
    "differs",
    "effect",
    "effect low",
    "effect high",
    "effect is",
    "furthest from the others",
    "furthest by, points",
    "points low",
    "points high",
)
ODDS, CRAMER, ENDLESS = "odds ratio", "Cramér’s V", "odds ratio without end"
MOST_NAMED = 5
"""So many rows that differ are named in one sentence; the file has them all."""


def write_test(one: Comparison | None, names: Sequence[str]) -> list[Written]:
    """One row's test, as wide as the heading. names: what each column is called."""
    if one is None or one.p is None or one.apart_by is None:
        return ["not tested", *[""] * (len(COLUMNS) - 1)]
    effect, kind = find_effect(one)
    sizes = ["", "", ""] if effect is None else [effect.value, effect.low, effect.high]
    apart = [round(100 * end, 1) for end in (one.apart_by.value, one.apart_by.low, one.apart_by.high)]
    whose = names[int(one.apart)]
    return [one.p, one.corrected, "yes" if one.differs else "no", *sizes, kind, whose, *apart]


def find_effect(one: Comparison) -> tuple[Interval | None, str]:
    """How great a difference is, and by what measure: of two groups by the odds, of more by Cramér's V."""
    if len(one.groups) == 2:
        return (one.odds, ODDS) if one.odds else (None, ENDLESS)
    return one.effect, CRAMER


def say_points(one: Interval) -> str:
    """A difference of shares in percentage points, without its sign."""
    seen = one if one.value >= 0 else one.turn()
    return f"{100 * seen.value:.0f} points ({100 * seen.low:.0f} to {100 * seen.high:.0f})"


def say_apart(one: Comparison, names: Sequence[str]) -> str:
    """Which group is furthest from the others, and by how much; empty where nothing was tested."""
    if one.apart_by is None:
        return ""
    more = "more" if one.apart_by.value >= 0 else "fewer"
    return f"{names[int(one.apart)]}: {more} than the others by {say_points(one.apart_by)}"


def say_differences(made: Tabulated) -> str:
    """One sentence on all tests of a table, for whoever reads it without them; empty where none is."""
    tested = [one for one in made.sheet.compared if one.p is not None]
    if not tested:
        return "No row was tested: too few are shown." if made.sheet.compared else ""
    names = made.columns
    found = [one for one in tested if one.differs]
    named = "; ".join(f"{made.labels[one.label]} ({say_apart(one, names)})" for one in found[:MOST_NAMED])
    start = f"{len(tested):,} {'row was' if len(tested) == 1 else 'rows were'} tested: "
    verb = f"{len(found)} differ" if len(found) > 1 else f"{len(found) or 'none'} differs"
    differ = f"{verb} between the columns by more than chance would seldom do"
    more = f"; and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return f"{start}{differ}{f': {named}{more}' if named else ''}."
