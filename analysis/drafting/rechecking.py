"""Checking a counted statement against the record as it is now."""

from collections.abc import Mapping

from analysis.drafting.figures import Rules
from analysis.drafting.statements import Counted, Figure, FigureKey, Statement
from analysis.drafting.wording import word_sentence


def find_changed(
    evidence: Counted, figures_now: Mapping[FigureKey, tuple[int, int]]
) -> tuple[tuple[Figure, tuple[int, int] | None], ...]:
    """List the figures that no longer hold, each with its count and base now, or None where it is gone."""
    now = ((figure, figures_now.get(figure.what)) for figure in evidence.figures)
    return tuple((figure, pair) for figure, pair in now if pair != (figure.count, figure.base))


def is_worded_as_counted(statement: Statement, rules: Rules) -> bool:
    """Tell whether the sentence still says what its own figures say; True for what is not counted."""
    if not isinstance(statement.evidence, Counted):
        return True
    return statement.text == word_sentence(statement.evidence, rules)
