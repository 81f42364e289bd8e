"""A difference between sectors or areas in a sentence: two shares that a table shows, and how far apart.

Only differences that stood up to correction come here. The sentence follows from its two figures alone.
"""

from analysis.drafting.figures import Rules, write_number
from analysis.drafting.statements import Counted, Figure
from analysis.tables.intervals import find_difference

DIFFERS = "differs"
OTHERS = {"sector": "the other sectors shown", "area": "the other areas shown"}
HOW = (
    "Differences named here are of numbers that the tables show, and none is named where shared wording was "
    "counted. Each was tested (Fisher’s exact test of two groups, else a permutation test of chi-square) and "
    "corrected for all tests of its question together, so that about one in twenty of those named may be "
    "chance (Benjamini and Hochberg). The interval is of the group furthest from the others, as if it alone "
    "had been looked at."
)
NO_DIFFERENCE = "None of the differences that could be tested is great enough to be named."
NOT_TESTED = (
    "No difference was tested: too few numbers are shown, or shared wording was counted with them. So these "
    "tables do not show that sectors or areas are alike."
)


def count_difference(apart: Figure, others: Figure, names: tuple[tuple[str, str], ...]) -> Counted:
    """Make the evidence. names: label of the theme, question, group and others as they read after "from"."""
    return Counted(DIFFERS, (apart, others), names)


def name_difference(evidence: Counted) -> str:
    """What tells this sentence from others of the same section: question, theme and what was compared."""
    figure = evidence.figures[0]
    return f"{DIFFERS}.{figure.question_id}.{figure.theme_id}.{figure.group.partition(':')[0]}"


def say_difference(evidence: Counted, _rules: Rules) -> str:
    """Say which group raised a theme more or less often than the others, in numbers and in points."""
    apart, others = evidence.figures
    found = find_difference(apart.count, apart.base, others.count, others.base)
    seen, than = (found, "more") if found.value >= 0 else (found.turn(), "fewer")
    sides = (
        f"{_say(figure)} from {evidence.name(name)}"
        for figure, name in ((apart, "group"), (others, "others"))
    )
    first, second = sides
    points = f"{100 * seen.value:.0f} percentage points {than}"
    interval = f"95% interval: {100 * seen.low:.0f} to {100 * seen.high:.0f}"
    raised = f"On {evidence.name('question')}, “{evidence.name('label')}” was raised in {first}"
    return f"{raised}, and in {second}: {points} ({interval})."


def _say(figure: Figure) -> str:
    count = write_number(figure.count) if figure.count else "none"
    return f"{count} of the {write_number(figure.base)} returns"
